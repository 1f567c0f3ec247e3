import * as vscode from "vscode";
import { parseFromApp, type AppState, type ExploreSpec } from "../../formats/index";
import { Application } from "../applications/application";
import type { Applications } from "../applications/applications";
import { titleOf } from "../applications/title";
import { VIEWS } from "../ids";
import type { Actions } from "./actions";
import { portTo, type Pages } from "./pages";

/** An experiment read from notation, and what was assumed because notation does not say it. */
export interface Reading {
  readonly spec: ExploreSpec;
  readonly assumptions: readonly string[];
}

/** The application in editor panels, any number of them; they come back after a window reload. */
export class Panels implements vscode.WebviewPanelSerializer {
  /** The panel in which experiments read from notation are shown, one after another. */
  #reading: Application | undefined;

  constructor(
    private readonly pages: Pages,
    private readonly applications: Applications,
    private readonly actions: Actions,
  ) {}

  /** Shows a state in a new panel. */
  open(state: AppState): Application {
    const panel = vscode.window.createWebviewPanel(VIEWS.panel, titleOf(state.spec), vscode.ViewColumn.Active);
    return this.#fill(panel, state);
  }

  /** Shows an experiment read from notation: in the panel of the last one, where undo brings that back, or a new one. */
  read({ spec, assumptions }: Reading): void {
    const open = this.#reading;
    if (open) {
      open.sendSurely({ type: "show", spec, assumptions: [...assumptions] });
      open.place.reveal();
    } else {
      const state = {
        spec,
        layer: spec.layers.length - 1,
        origin: { spec, assumptions: [...assumptions] },
        assumptions: [...assumptions],
        undo: [],
        redo: [],
      };
      this.#reading = this.open(state);
    }
  }

  /** Called by VS Code for a panel of the last session, with what the application stored. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, stored: unknown): Promise<void> {
    const message = parseFromApp({ type: "state", state: stored });
    this.#fill(panel, message?.type === "state" ? message.state : undefined);
    return Promise.resolve();
  }

  #fill(panel: vscode.WebviewPanel, initial: AppState | undefined): Application {
    const application = new Application({
      container: "panel",
      port: portTo(panel.webview),
      handlers: this.actions.handlers(),
      opening: (last = initial) => ({ ...this.pages.opening(panel.webview), ...(last && { state: last }) }),
      reveal: () => panel.reveal(),
      active: () => panel.active,
    });
    this.applications.add(application);
    application.onState(({ spec }) => (panel.title = titleOf(spec)));
    panel.iconPath = this.pages.icon;
    panel.onDidChangeViewState(() => {
      if (!panel.visible) application.hidden();
      if (panel.active) this.applications.focus(application);
    });
    panel.onDidDispose(() => {
      this.applications.remove(application);
      if (this.#reading === application) this.#reading = undefined;
    });
    this.pages.load(panel.webview);
    return application;
  }
}
