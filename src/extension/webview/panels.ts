import * as vscode from "vscode";
import { parseFromApp, type AppState } from "../../formats/index";
import { ApplicationProxy } from "../applications/application-proxy";
import type { Applications } from "../applications/applications";
import { titleOf } from "../applications/title";
import { VIEWS } from "../base/ids";
import type { CodeLinks } from "../code/code-links";
import type { CodeWatch } from "../code/code-watch";
import type { ReadExperiment } from "../explore/read-experiment";
import type { Actions } from "./actions";
import { inBackground } from "../ui/background";
import { portTo, type Pages } from "./pages";

/** An application in a panel. */
interface ReadingPanel {
  readonly application: ApplicationProxy;
  readonly panel: vscode.WebviewPanel;
}

/** The application in editor panels, any number of them; they come back after a window reload. */
export class Panels implements vscode.WebviewPanelSerializer {
  /** The panel in which experiments read from notation or code are shown, one after another. */
  #reading: ReadingPanel | undefined;

  constructor(
    private readonly pages: Pages,
    private readonly applications: Applications,
    private readonly actions: Actions,
    private readonly links: CodeLinks,
    private readonly watch: CodeWatch,
  ) {}

  /** Shows a state in a new panel; what was read from code stands beside that. */
  open(state: AppState): void {
    this.#open(state);
  }

  #open(state: AppState): ReadingPanel {
    const column = state.code ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const panel = vscode.window.createWebviewPanel(VIEWS.panel, titleOf(state.spec, state.code?.model), column);
    return { panel, application: this.#fill(panel, state) };
  }

  /** Shows an experiment read from notation: in the panel of the last one, where undo brings that back, or a new one. */
  read({ spec, assumptions, code }: ReadExperiment): void {
    const open = this.#reading;
    if (open) {
      open.application.sendSurely({ type: "show", spec, assumptions: [...assumptions], ...(code && { code }) });
      open.panel.reveal(code && besideCode(open.panel));
    } else {
      const state = {
        spec,
        layer: spec.layers.length - 1,
        origin: { spec, assumptions: [...assumptions], ...(code && { code }) },
        assumptions: [...assumptions],
        ...(code && { code }),
        undo: [],
        redo: [],
      };
      this.#reading = this.#open(state);
    }
  }

  /** Called by VS Code for a panel of the last session, with what the application stored. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, stored: unknown): Promise<void> {
    const message = parseFromApp({ type: "state", state: stored });
    this.#fill(panel, message?.type === "state" ? message.state : undefined);
    return Promise.resolve();
  }

  #fill(panel: vscode.WebviewPanel, initial: AppState | undefined): ApplicationProxy {
    const application: ApplicationProxy = new ApplicationProxy({
      container: "panel",
      port: portTo(panel.webview),
      handlers: this.actions.handlers(this.actions.codeHandlers(this.links, () => application)),
      opening: (last = initial) => ({ ...this.pages.opening(panel.webview), ...(last && { state: last }) }),
      opened: () => inBackground("code watch", this.watch.tell(application)),
      reveal: () => panel.reveal(),
      active: () => panel.active,
    });
    this.applications.add(application);
    application.onState(({ spec, code }) => (panel.title = titleOf(spec, code?.model)));
    this.watch.watch(application);
    panel.iconPath = this.pages.icon;
    panel.onDidChangeViewState(() => {
      if (!panel.visible) application.hidden();
      if (panel.active) this.applications.focus(application);
    });
    panel.onDidDispose(() => {
      this.applications.remove(application);
      if (this.#reading?.application === application) this.#reading = undefined;
    });
    this.pages.load(panel.webview);
    return application;
  }
}

/** The column in which a panel does not cover the code that it was asked for from; undefined: that in which it is. */
function besideCode({ viewColumn }: vscode.WebviewPanel): vscode.ViewColumn | undefined {
  const { activeTextEditor, tabGroups } = vscode.window;
  if (!activeTextEditor || activeTextEditor.viewColumn !== viewColumn) return undefined;
  return tabGroups.all.find((group) => group.viewColumn !== viewColumn)?.viewColumn ?? vscode.ViewColumn.Beside;
}
