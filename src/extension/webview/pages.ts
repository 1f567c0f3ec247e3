import * as vscode from "vscode";
import type { Opening, Port } from "../applications/holder";
import type { ToApp } from "../../formats/index";
import { logFailure } from "../ui/background";
import type { Settings } from "../base/settings";
import { createNonce, pageHtml } from "./html";

/** Fills webviews with the application, and says what it needs to begin. */
export class Pages {
  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly settings: Settings,
  ) {}

  /**
   * Loads the application, or the page of a report, into a webview. Nothing outside of `dist` and `media` can be read from
   * there.
   */
  load(webview: vscode.Webview, page: "app" | "report" = "app"): void {
    webview.options = { enableScripts: true, localResourceRoots: [this.#file("dist"), this.#file("media")] };
    const uri = (...path: string[]): string => webview.asWebviewUri(this.#file(...path)).toString();
    webview.html = pageHtml({
      cspSource: webview.cspSource,
      nonce: createNonce(),
      script: uri("dist", `${page}.js`),
      styles: ["views.css", "app.css"].map((file) => uri("media", file)),
      codicons: uri("dist", "codicon.css"),
    });
  }

  /** What every "open" says: where the worker's script is, and the settings. */
  opening(webview: vscode.Webview): Opening {
    const workerUri = webview.asWebviewUri(this.#file("dist", "worker.js")).toString();
    return { workerUri, defaults: this.settings.defaults };
  }

  /** The icon of tabs, for dark and light themes. */
  get icon(): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
    return { light: this.#file("media", "icons", "tab-light.svg"), dark: this.#file("media", "icons", "tab-dark.svg") };
  }

  #file(...path: string[]): vscode.Uri {
    return vscode.Uri.joinPath(this.extensionUri, ...path);
  }
}

/** Posts a message; one that a webview that is gone refuses didn't arrive. */
async function arrives(webview: vscode.Webview, message: ToApp): Promise<boolean> {
  try {
    return await webview.postMessage(message);
  } catch (error) {
    logFailure("message to a webview", error);
    return false;
  }
}

/** The line to a webview of VS Code. */
export function portTo(webview: vscode.Webview): Port {
  return {
    post: (message) => arrives(webview, message),
    onMessage: (listener) => webview.onDidReceiveMessage(listener),
  };
}
