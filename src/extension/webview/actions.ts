import * as vscode from "vscode";
import type { HostHandlers } from "../applications/application";
import type { AppState } from "../../formats/index";
import { saveSpecAs } from "../editor/save-spec";
import { orTold } from "./told";

/** The parts of `HostHandlers` that concern the document of a custom editor. */
export type DocumentHandlers = Pick<HostHandlers, "edit" | "documentUndo" | "documentRedo" | "openText">;

/** What the host does for applications in every container. */
export class Actions {
  /** @param openPanel Shows a state in a new panel. */
  constructor(
    private readonly log: vscode.LogOutputChannel,
    private readonly openPanel: (state: AppState) => void,
  ) {}

  /** The handlers of one application; without a document, messages about one mean nothing. */
  handlers(document: DocumentHandlers = NO_DOCUMENT): HostHandlers {
    return {
      ...document,
      openInEditor: ({ state }) => this.openPanel(state),
      saveSpec: ({ spec }) =>
        void orTold(
          () => saveSpecAs(spec),
          (error) => this.#tell(error, vscode.l10n.t("The spec could not be saved: {0}", messageOf(error))),
        ),
      copy: ({ what, text }) =>
        void orTold(
          () => this.copy(what, text),
          (error) => this.#tell(error, vscode.l10n.t("Nothing was copied to the clipboard: {0}", messageOf(error))),
        ),
      log: ({ level, message }) => this.log[level](message),
    };
  }

  /** Puts a text on the clipboard and says so. */
  async copy(what: string, text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    void vscode.window.showInformationMessage(vscode.l10n.t("Copied to the clipboard: {0}", what));
  }

  #tell(error: unknown, message: string): void {
    this.log.error(String(error));
    void vscode.window.showErrorMessage(message);
  }
}

/** What a person is told of an error. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const nothing = (): void => undefined;
const NO_DOCUMENT: DocumentHandlers = {
  edit: nothing,
  documentUndo: nothing,
  documentRedo: nothing,
  openText: nothing,
};
