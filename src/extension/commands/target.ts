import type { ApplicationProxy } from "../applications/application-proxy";
import type { Applications } from "../applications/applications";
import type { Sidebar } from "../webview/sidebar";

/**
 * Finds the application that a command means. Where there is none, the sidebar opens: it shows what it showed last, or
 * the article's experiment, and a request waits until it is ready.
 */
export type Target = (args: readonly unknown[]) => Promise<ApplicationProxy>;

/** The application used last; from an editor's title, which hands something over, the one in that editor. */
export function lastUsed(applications: Applications, sidebar: Sidebar): Target {
  return async (args) =>
    (args.length > 0 ? applications.active : undefined) ?? applications.current ?? sidebar.opened();
}

/** The one in the sidebar, for the menu in its title. */
export function inSidebar(sidebar: Sidebar): Target {
  return () => sidebar.opened();
}
