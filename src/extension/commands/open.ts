import type { Sidebar } from "../webview/sidebar";
import type { Command } from "./command";

/** Shows the sidebar. */
export class Open implements Command {
  constructor(private readonly sidebar: Sidebar) {}

  run(): Promise<void> {
    return this.sidebar.show();
  }
}
