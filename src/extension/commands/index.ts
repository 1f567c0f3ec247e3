import type * as vscode from "vscode";
import type { Applications } from "../applications/applications";
import { COMMANDS } from "../ids";
import type { LayersKernel } from "../notebooks/layers-kernel";
import type { Settings } from "../settings";
import type { Actions } from "../webview/actions";
import type { Panels } from "../webview/panels";
import type { ReportPanels } from "../webview/report-panels";
import type { Sidebar } from "../webview/sidebar";
import type { Command } from "./command";
import { AddProbe } from "./add-probe";
import { CopyPytorch } from "./copy-pytorch";
import { CopyReport } from "./copy-report";
import { ExploreLayers } from "./explore-layers";
import { ExploreSelection } from "./explore-selection";
import { ExploreSpecFile } from "./explore-spec-file";
import { NewNotebook } from "./new-notebook";
import { NewSpecFile } from "./new-spec-file";
import { Open } from "./open";
import { OpenInEditor } from "./open-in-editor";
import { OpenReport } from "./open-report";
import { OpenWalkthrough } from "./open-walkthrough";
import { ReportIssue } from "./report-issue";
import { SaveSpecAs } from "./save-spec-as";
import { inSidebar, lastUsed } from "./target";

/** What commands act on. */
export interface CommandServices {
  readonly extension: vscode.Extension<unknown>;
  readonly applications: Applications;
  readonly sidebar: Sidebar;
  readonly panels: Panels;
  readonly reports: ReportPanels;
  readonly settings: Settings;
  readonly kernel: LayersKernel;
  readonly actions: Actions;
}

/** Every command of package.json. */
export function createCommands(services: CommandServices): Command[] {
  const { extension, applications, sidebar, panels, reports, settings, kernel, actions } = services;
  const last = lastUsed(applications, sidebar);
  const own = inSidebar(sidebar);
  return [
    new Open(sidebar),
    new OpenInEditor(sidebar, panels, settings),
    new ExploreLayers(panels, settings),
    new ExploreSelection(panels, settings),
    new ExploreSpecFile(),
    new OpenReport(reports),
    new NewSpecFile(settings),
    new NewNotebook(kernel),
    new AddProbe(extension.extensionUri),
    new SaveSpecAs(COMMANDS.saveSpecAs, last),
    new SaveSpecAs(COMMANDS.sidebarSaveSpecAs, own),
    new CopyReport(COMMANDS.copyReport, last, actions),
    new CopyReport(COMMANDS.sidebarCopyReport, own, actions),
    new CopyPytorch(COMMANDS.copyPytorch, last, actions),
    new CopyPytorch(COMMANDS.sidebarCopyPytorch, own, actions),
    new ReportIssue(extension, applications),
    new OpenWalkthrough(extension.id),
  ];
}
