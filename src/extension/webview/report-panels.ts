import * as vscode from "vscode";
import { reportTitle } from "../../figure/index";
import {
  checkSpec,
  parseFromReportPage,
  parseToReportPage,
  readReport,
  type Refusal,
  type Report,
} from "../../formats/index";
import { titleOf } from "../applications/title";
import { VIEWS } from "../base/ids";
import { inBackground } from "../ui/background";
import { plainText } from "../ui/plain-text";
import { fail, inform } from "../ui/window";
import type { Pages } from "./pages";
import type { Panels } from "./panels";

/** Characters of a tab's title. */
const MOST_OF_TITLE = 200;

/** What a tab calls a report that has no file. */
const tabTitleOf = (report: Report): string => (report.kind === "explore" ? titleOf(report.spec) : reportTitle(report));

/** Reports that stand alone in editor panels, without an experiment that could be edited; they come back after a reload. */
export class ReportPanels implements vscode.WebviewPanelSerializer {
  constructor(
    private readonly pages: Pages,
    private readonly panels: Panels,
  ) {}

  /** Shows a report in a new panel; `title` is the name of its file, where it has one. */
  open(report: Report, title = tabTitleOf(report)): void {
    // What the person chose to see of it is in the page alone, and is to be there when its tab is shown again.
    const options = { retainContextWhenHidden: true };
    this.#fill(
      vscode.window.createWebviewPanel(
        VIEWS.report,
        plainText(title, MOST_OF_TITLE),
        vscode.ViewColumn.Active,
        options,
      ),
      report,
    );
  }

  /** Called by VS Code for a panel of the last session; one whose report can't come back is closed, with a message why. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, stored: unknown): Promise<void> {
    const message = parseToReportPage(stored);
    const reading = message && readReport(message.report);
    if (reading && "report" in reading) this.#fill(panel, reading.report);
    else {
      const { title } = panel;
      panel.dispose();
      inBackground("message", inform(whyNotBack(title, stored, reading?.refusal.reason)));
    }
    return Promise.resolve();
  }

  #fill(panel: vscode.WebviewPanel, report: Report): void {
    panel.iconPath = this.pages.icon;
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = parseFromReportPage(value);
      if (message?.type === "ready")
        inBackground("report", panel.webview.postMessage({ type: "report", title: panel.title, report }));
      if (message?.type === "explore") this.#explore(report);
    });
    this.pages.load(panel.webview, "report");
  }

  /** Opens the experiment of a report: of several runs the first, since an experiment has one seed. */
  #explore(report: Report): void {
    if (report.kind !== "explore") return;
    const checked = checkSpec({ ...report.spec, ...report.runs[0] });
    if ("spec" in checked) this.panels.read({ spec: checked.spec, assumptions: [] });
    else inBackground("message", fail(`The experiment can't be run: ${checked.issues[0].message}`));
  }
}

/** Why a report of the last session doesn't come back. The page stores none that is too large. */
function whyNotBack(title: string, stored: unknown, reason: Refusal["reason"] | undefined): string {
  if (stored === undefined || stored === null) {
    return `The report “${title}” is too large to restore, or was closed before it was shown. Open it again.`;
  }
  return reason === "newer"
    ? `The report “${title}” was made by a newer version of Dropout Explorer. Update the extension to open it.`
    : `The report “${title}” can't be restored because what was stored of it is damaged. Open it again.`;
}
