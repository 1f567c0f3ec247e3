import * as vscode from "vscode";
import type { Application } from "../applications/application";
import type { Applications } from "../applications/applications";
import type { Sidebar } from "../webview/sidebar";

/** Finds the application that a command means; undefined, with a message, where there is none. */
export type Target = (args: readonly unknown[]) => Application | undefined;

function orOpen(application: Application | undefined, sidebar: Sidebar): Application | undefined {
  if (application) return application;
  const open = vscode.l10n.t("Open Dropout Explorer");
  void vscode.window
    .showInformationMessage(vscode.l10n.t("Nothing is being explored yet. Open Dropout Explorer and try again."), open)
    .then((chosen) => (chosen === open ? sidebar.show() : undefined));
  return undefined;
}

/** The application used last; from an editor's title, which hands something over, the one in that editor. */
export function lastUsed(applications: Applications, sidebar: Sidebar): Target {
  return (args) => orOpen((args.length > 0 ? applications.active : undefined) ?? applications.current, sidebar);
}

/** The one in the sidebar, for the menu in its title. */
export function inSidebar(sidebar: Sidebar): Target {
  return () => orOpen(sidebar.application, sidebar);
}
