import * as vscode from "vscode";
import type { ApplicationProxy } from "../applications/application-proxy";
import type { HostHandlers } from "../applications/holder";
import type { AppState } from "../../formats/index";
import { saveSpecAs } from "../spec-files/save-spec";
import type { FileWriter } from "../files/file-writer";
import type { CodeLinks } from "../code/code-links";
import { forPerson, inBackground } from "../ui/background";
import { inform } from "../ui/window";

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
      saveSpec: ({ spec }) => forPerson("save spec", () => saveSpecAs(spec, this.files), "The spec couldn't be saved"),
      copy: ({ what, text }) => forPerson("copy", () => this.copy(what, text), "Couldn't copy to the clipboard"),
      log: ({ level, message }) => this.log[level](message),
    };
  }

  /** The handlers of an application whose experiment may be read from code. */
  codeHandlers(links: CodeLinks, application: () => ApplicationProxy): CodeHandlers {
    return {
      revealCode: ({ target }) => forPerson("reveal in code", () => links.reveal(target)),
      readCode: ({ code, part }) => forPerson("read code", () => links.refresh(application(), code, part)),
      writeCode: ({ code, layer, p }) => forPerson("write code", () => links.write(application(), code, layer, p)),
    };
  }

  /** Puts a text on the clipboard and says so. */
  async copy(what: string, text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    inBackground("message", inform(`Copied to the clipboard: ${what}`));
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
