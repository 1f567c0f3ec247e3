import * as vscode from "vscode";
import { Applications } from "./applications/applications";
import { createCommands } from "./commands/index";
import { CommandRegistry } from "./commands/command";
import { SpecDiagnostics } from "./diagnostics/spec-diagnostics";
import { SpecEditorProvider } from "./editor/spec-editor";
import { exploreApi, type DropoutExplorerApi } from "./explore-api";
import { LayersKernel } from "./notebooks/layers-kernel";
import { RendererMessages } from "./notebooks/renderer-messages";
import { Settings } from "./settings";
import { SharedEngine, type HostWorkers } from "./shared-engine";
import { Actions } from "./webview/actions";
import { Pages } from "./webview/pages";
import { Panels } from "./webview/panels";
import { ReportPanels } from "./webview/report-panels";
import { Sidebar } from "./webview/sidebar";

/**
 * Builds the services and hands them to VS Code; nothing is computed before a person asks for it.
 *
 * @param workersOf The workers of this host, given where the extension is; asked by the first run.
 */
export function activateWith(
  { extension, extensionUri, subscriptions }: vscode.ExtensionContext,
  workersOf: (extensionUri: vscode.Uri) => HostWorkers,
): DropoutExplorerApi {
  const log = vscode.window.createOutputChannel("Dropout Explorer", { log: true });
  const settings = new Settings();
  const applications = new Applications();
  const pages = new Pages(extensionUri, settings);
  const actions: Actions = new Actions(log, (state) => panels.open(state));
  const panels: Panels = new Panels(pages, applications, actions);
  const reports = new ReportPanels(pages, panels);
  const sidebar = new Sidebar(pages, applications, actions);
  const editors = new SpecEditorProvider(pages, applications, actions);
  const engine = new SharedEngine(() => workersOf(extensionUri));
  const kernel = new LayersKernel(extension.id, engine);
  const commands = createCommands({ extension, applications, sidebar, panels, reports, settings, kernel, actions });
  const live = settings.onChange((defaults) => applications.broadcast({ type: "defaults", defaults }));
  const registry = new CommandRegistry(commands, log);
  const renderer = new RendererMessages(reports);
  subscriptions.push(log, settings, applications, panels, reports, sidebar, editors, engine, live, registry, renderer);
  subscriptions.push(kernel, new SpecDiagnostics());
  return exploreApi(engine);
}
