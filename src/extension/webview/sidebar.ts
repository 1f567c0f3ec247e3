import * as vscode from "vscode";
import { ApplicationProxy } from "../applications/application-proxy";
import type { Applications } from "../applications/applications";
import { Disposable } from "../base/disposable";
import { Emitter, next } from "../base/emitter";
import { VIEWS } from "../base/ids";
import type { Actions } from "./actions";
import { portTo, type Pages } from "./pages";

/** Milliseconds for which the view may take to open. */
const PATIENCE = 10_000;

/** The application in the activity bar's view. */
export class Sidebar extends Disposable implements vscode.WebviewViewProvider {
  #application: ApplicationProxy | undefined;
  readonly #onOpen = this.own(new Emitter<ApplicationProxy>());

  constructor(
    private readonly pages: Pages,
    private readonly applications: Applications,
    private readonly actions: Actions,
  ) {
    super();
  }

  /** The application, once the view was shown. */
  get application(): ApplicationProxy | undefined {
    return this.#application;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const application = new ApplicationProxy({
      container: "sidebar",
      port: portTo(view.webview),
      handlers: this.actions.handlers(),
      opening: (last) => ({ ...this.pages.opening(view.webview), ...(last && { state: last }) }),
      reveal: () => view.show(true),
      active: () => false,
    });
    this.#application = this.applications.add(application);
    view.onDidChangeVisibility(() => {
      if (!view.visible) application.hidden();
    });
    view.onDidDispose(() => {
      this.applications.remove(application);
      if (this.#application === application) this.#application = undefined;
    });
    this.pages.load(view.webview);
    this.#onOpen.fire(application);
  }

  /**
   * The application, for which the view is shown where it has not been yet.
   *
   * @throws Error where the view does not open.
   */
  async opened(): Promise<ApplicationProxy> {
    if (this.#application) return this.#application;
    const late = "The Dropout Explorer view didn't open. Open it from the Activity Bar and try again.";
    const [application] = await Promise.all([next(this.#onOpen.event, PATIENCE, late), this.show()]);
    return application;
  }

  /** Shows the view, wherever the person has moved it. */
  async show(): Promise<void> {
    await vscode.commands.executeCommand(`${VIEWS.sidebar}.focus`);
  }
}
