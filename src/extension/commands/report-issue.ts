import * as vscode from "vscode";
import type { Applications } from "../applications/applications";
import type { Command } from "./command";
import { issueBody } from "./issue-body";

const REPORTER = "workbench.action.openIssueReporter";

interface Manifest {
  readonly version: string;
  readonly repository: { readonly url: string };
}

/** Opens VS Code's issue reporter, or the repository's page where there is none, with versions and spec filled in. */
export class ReportIssue implements Command {
  constructor(
    private readonly extension: vscode.Extension<unknown>,
    private readonly applications: Applications,
  ) {}

  async run(): Promise<void> {
    const { version, repository } = this.extension.packageJSON as Manifest;
    const { appName, appHost, remoteName, uiKind } = vscode.env;
    const kind = uiKind === vscode.UIKind.Web ? "web" : "desktop";
    const body = issueBody({
      extension: version,
      vscode: vscode.version,
      host: `${appName} (${[appHost, kind, remoteName].filter(Boolean).join(", ")})`,
      spec: this.applications.current?.state?.spec,
    });
    if (kind === "desktop" && (await vscode.commands.getCommands()).includes(REPORTER)) {
      await vscode.commands.executeCommand(REPORTER, { extensionId: this.extension.id, issueBody: body });
    } else {
      // A text is opened as it is; the query of a Uri would be encoded once more on its way to the browser.
      await vscode.commands.executeCommand(
        "vscode.open",
        `${repository.url}/issues/new?body=${encodeURIComponent(body)}`,
      );
    }
  }
}
