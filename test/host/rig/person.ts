import { newWorkspace, type Workspace } from "./workspace";
import { Workbench, type WorkbenchOptions } from "./workbench";

/** What a person's test works with; set once its `before` has run. */
export interface Session {
  /** The open VS Code. */
  readonly code: Workbench;
  /** The folder that is open in it, a copy of the samples. */
  readonly folder: string;
}

/** What a session begins with. */
export interface SessionOptions extends Omit<WorkbenchOptions, "folder"> {
  /** Writes more files into the folder. Before VS Code opens: what is written while it starts, its explorer may miss. */
  readonly prepare?: (folder: string) => Promise<void>;
}

/** Opens one VS Code for the tests of a `describe`, ends it after them, and takes a picture of every test that fails. */
export function useWorkbench({ prepare, ...options }: SessionOptions = {}): Session {
  let workspace: Workspace | undefined;
  let code: Workbench | undefined;

  before("open VS Code", async function () {
    // The very first run downloads it.
    this.timeout(10 * 60_000);
    workspace = await newWorkspace();
    await prepare?.(workspace.folder);
    code = await Workbench.open({ ...options, folder: workspace.folder });
  });

  afterEach("picture a failure", async function () {
    const test = this.currentTest;
    if (test?.state !== "failed" || !code) return;
    const name = test.fullTitle().replace(/[^A-Za-z0-9]+/g, "-");
    await code.screenshot(`failed-${name}`).catch(() => undefined);
  });

  after("end VS Code", async function () {
    this.timeout(30_000);
    await code?.close();
    await workspace?.remove();
  });

  const opened = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("VS Code is open only inside a test or hook");
    return value;
  };
  return {
    get code() {
      return opened(code);
    },
    get folder() {
      return opened(workspace).folder;
    },
  };
}
