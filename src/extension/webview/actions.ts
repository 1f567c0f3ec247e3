import * as vscode from "vscode";
import type { ApplicationProxy, HostHandlers } from "../applications/application-proxy";
import type { AppState } from "../../formats/index";
import { saveSpecAs } from "../spec-files/save-spec";
import type { FileWriter } from "../files/file-writer";
import type { CodeLinks } from "../code/code-links";
import { fail, inform } from "../ui/window";
import { messageOf, orTold } from "../base/errors";

/** The parts of `HostHandlers` that concern the document of a custom editor. */
export type DocumentHandlers = Pick<HostHandlers, "edit" | "documentUndo" | "documentRedo" | "openText">;

/** The parts of `HostHandlers` that concern the code that an experiment was read from. */
export type CodeHandlers = Pick<HostHandlers, "revealCode" | "readCode" | "writeCode">;

/** What the host does for applications in every container. */
export class Actions {
  /** @param openPanel Shows a state in a new panel. */
  constructor(
    private readonly log: vscode.LogOutputChannel,
    private readonly files: FileWriter,
    private readonly openPanel: (state: AppState) => void,
  ) {}

  /** The handlers of one application; without a document or code, messages about one mean nothing. */
  handlers(own: DocumentHandlers | CodeHandlers = NOTHING): HostHandlers {
    return {
      ...NOTHING,
      ...own,
      openInEditor: ({ state }) => this.openPanel(state),
      saveSpec: ({ spec }) =>
        void orTold(
          () => saveSpecAs(spec, this.files),
          (error) => this.#tell(error, `The spec couldn't be saved: ${messageOf(error)}`),
        ),
      copy: ({ what, text }) =>
        void orTold(
          () => this.copy(what, text),
          (error) => this.#tell(error, `Couldn't copy to the clipboard: ${messageOf(error)}`),
        ),
      log: ({ level, message }) => this.log[level](message),
    };
  }

  /** The handlers of an application whose experiment may be read from code. */
  codeHandlers(links: CodeLinks, application: () => ApplicationProxy): CodeHandlers {
    const told = (action: () => Promise<unknown>): void =>
      void orTold(action, (error) => this.#tell(error, messageOf(error)));
    return {
      revealCode: ({ target }) => told(() => links.reveal(target)),
      readCode: ({ code, part }) => told(() => links.refresh(application(), code, part)),
      writeCode: ({ code, layer, p }) => told(() => links.write(application(), code, layer, p)),
    };
  }

  /** Puts a text on the clipboard and says so. */
  async copy(what: string, text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    void inform(`Copied to the clipboard: ${what}`);
  }

  #tell(error: unknown, message: string): void {
    this.log.error(String(error));
    void fail(message);
  }
}

const nothing = (): void => undefined;
const NOTHING: DocumentHandlers & CodeHandlers = {
  edit: nothing,
  documentUndo: nothing,
  documentRedo: nothing,
  openText: nothing,
  revealCode: nothing,
  readCode: nothing,
  writeCode: nothing,
};
