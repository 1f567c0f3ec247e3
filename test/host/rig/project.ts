import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The root of the repository. */
export const ROOT = resolve(__dirname, "..", "..", "..");

/** Where everything that a test run leaves behind goes; git ignores it. */
export const RESULTS = join(ROOT, "test-results");

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly contributes?: {
    readonly viewsContainers?: { readonly activitybar?: readonly { readonly id: string; readonly title: string }[] };
    readonly views?: Readonly<Partial<Record<string, readonly { readonly id: string; readonly name: string }[]>>>;
  };
}

/** What `package.json` says about the extension under test. */
export interface Project {
  /** `publisher.name`. */
  readonly id: string;
  /** The title of its container in the activity bar, with `%key%` replaced from package.nls.json. */
  readonly container: string;
  /** The id of its first view. */
  readonly view: string;
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

/** The ids of the extension in `folder`, read afresh. */
export function readProject(folder: string = ROOT): Project {
  const { publisher, name, contributes } = read(join(folder, "package.json")) as Manifest;
  const container = contributes?.viewsContainers?.activitybar?.[0];
  const view = container && contributes.views?.[container.id]?.[0];
  const title = container?.title ?? "";
  const key = /^%(.+)%$/.exec(title)?.[1];
  const words = key ? (read(join(folder, "package.nls.json")) as Record<string, string>) : {};
  return { id: `${publisher}.${name}`, container: (key && words[key]) || title, view: view?.id ?? "" };
}

/** The package that `npm run package` writes. */
export const VSIX = join(ROOT, "dropout-explorer.vsix");
