import type * as vscode from "vscode";
import type { Applications } from "../applications/applications";
import type { FileWriter } from "../files/file-writer";
import { COMMANDS, type CommandId } from "../base/ids";
import type { ModelSurfaces } from "../model-surfaces";
import type { LayersKernel } from "../notebooks/layers-kernel";
import type { PythonReader } from "../reader/python-reader";
import type { Settings } from "../base/settings";
import type { Actions } from "../webview/actions";
import type { Panels } from "../webview/panels";
import type { ReportPanels } from "../webview/report-panels";
import type { Sidebar } from "../webview/sidebar";
import type { Command } from "./command";
import { AddProbe } from "./add-probe";
import { ApplyRate } from "./apply-rate";
import { CopyPytorch } from "./copy-pytorch";
import { CopyReport } from "./copy-report";
import { ExploreLayers } from "./explore-layers";
import { ExploreModel } from "./explore-model";
import { ExploreSelection } from "./explore-selection";
import { ExploreSpecFile } from "./explore-spec-file";
import { NewNotebook } from "./new-notebook";
import { NewSpecFile } from "./new-spec-file";
import { Open } from "./open";
import { OpenInEditor } from "./open-in-editor";
import { OpenReport } from "./open-report";
import { OpenWalkthrough } from "./open-walkthrough";
import { readFromCode } from "./read-from-code";
import { RefreshFromCode } from "./refresh-from-code";
import { ReportIssue } from "./report-issue";
import { RevealInCode } from "./reveal-in-code";
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
  readonly reader: PythonReader;
  readonly surfaces: ModelSurfaces;
  readonly files: FileWriter;
}

/** Every command of package.json. */
export function createCommands(services: CommandServices): Readonly<Record<CommandId, Command>> {
  const { extension, applications, sidebar, panels, reports, settings, kernel, actions, reader, surfaces, files } =
    services;
  const { models, documents, explorer, texts, links } = surfaces;
  const current = readFromCode(applications);
  const last = lastUsed(applications, sidebar);
  const own = inSidebar(sidebar);
  return {
    [COMMANDS.open]: new Open(sidebar),
    [COMMANDS.openInEditor]: new OpenInEditor(sidebar, panels, settings),
    [COMMANDS.exploreLayers]: new ExploreLayers(panels, settings, texts, reader),
    [COMMANDS.exploreSelection]: new ExploreSelection(panels, texts, models, explorer, reader),
    [COMMANDS.exploreModel]: new ExploreModel(panels, models, documents, explorer),
    [COMMANDS.revealInCode]: new RevealInCode(links, current),
    [COMMANDS.applyRate]: new ApplyRate(links, current),
    [COMMANDS.refreshFromCode]: new RefreshFromCode(links, current),
    [COMMANDS.exploreSpecFile]: new ExploreSpecFile(),
    [COMMANDS.openReport]: new OpenReport(reports),
    [COMMANDS.newSpecFile]: new NewSpecFile(settings, files),
    [COMMANDS.newNotebook]: new NewNotebook(kernel),
    [COMMANDS.addProbe]: new AddProbe(extension.extensionUri, reader, files),
    [COMMANDS.saveSpecAs]: new SaveSpecAs(last, files),
    [COMMANDS.sidebarSaveSpecAs]: new SaveSpecAs(own, files),
    [COMMANDS.copyReport]: new CopyReport(last, actions),
    [COMMANDS.sidebarCopyReport]: new CopyReport(own, actions),
    [COMMANDS.copyPytorch]: new CopyPytorch(last, actions),
    [COMMANDS.sidebarCopyPytorch]: new CopyPytorch(own, actions),
    [COMMANDS.reportIssue]: new ReportIssue(extension, applications),
    [COMMANDS.openWalkthrough]: new OpenWalkthrough(extension.id),
  };
}
