import { articleState } from "../applications/article-state";
import type { Settings } from "../base/settings";
import type { Panels } from "../webview/panels";
import type { Sidebar } from "../webview/sidebar";
import type { Command } from "./command";

/** Milliseconds in which a sidebar that is just starting says what it shows. */
const PATIENCE = 10_000;

/** Carries what the sidebar shows to a new panel, undo and all; where it was never opened, the article's experiment. */
export class OpenInEditor implements Command {
  constructor(
    private readonly sidebar: Sidebar,
    private readonly panels: Panels,
    private readonly settings: Settings,
  ) {}

  async run(): Promise<void> {
    const { application } = this.sidebar;
    if (!application) {
      this.panels.open(articleState(this.settings.defaults));
      return;
    }
    const late = "Dropout Explorer is still starting. Try again in a moment.";
    this.panels.open(await application.stated(PATIENCE, late));
  }
}
