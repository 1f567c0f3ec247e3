import * as vscode from "vscode";
import { Applications } from "./applications/applications";
import { runCommand, type Command } from "./commands/command";
import { createCommands } from "./commands/index";
import { SpecDiagnostics } from "./diagnostics/spec-diagnostics";
import { Disposable } from "./base/disposable";
import { SpecEditorProvider } from "./editor/spec-editor";
import { exploreBy } from "./engine/explore-api";
import { FileWriter, type ReplaceFile } from "./files/file-writer";
import { SETTINGS, type CommandId } from "./base/ids";
import { CellDiagnostics } from "./notebooks/cell-diagnostics";
import type { RunCell } from "./notebooks/kernel-session";
import type { LayersKernel } from "./notebooks/layers-kernel";
import { receiveFromRenderer } from "./notebooks/renderer-messages";
import { ModelSurfaces } from "./model-surfaces";
import { PythonReader } from "./reader/python-reader";
import { Settings } from "./base/settings";
import { SharedEngine, type HostWorkers } from "./engine/shared-engine";
import { timeHandlers, TIMED_SETTING } from "./base/timed";
import { logFailuresTo } from "./ui/background";
import { Actions } from "./webview/actions";
import { Pages } from "./webview/pages";
import { Panels } from "./webview/panels";
import { ReportPanels } from "./webview/report-panels";
import { Sidebar } from "./webview/sidebar";

/** What does the work of all that was registered at activation: loaded and built by the first use of any of it. */
export class Services extends Disposable {
  readonly #log = this.own(vscode.window.createOutputChannel("Dropout Explorer", { log: true }));
  readonly #settings = this.own(new Settings());
  readonly #applications = this.own(new Applications());
  readonly #cells = this.own(new CellDiagnostics());
  readonly #engine: SharedEngine;
  readonly #reader: PythonReader;
  readonly #commands: Readonly<Record<CommandId, Command>>;
  readonly sidebar: Sidebar;
  readonly panels: Panels;
  readonly reports: ReportPanels;
  readonly specEditor: SpecEditorProvider;
  readonly surfaces: ModelSurfaces;

  /**
   * @param workers The workers of this host, asked for by the first run and the first text.
   * @param replaceFile How this host replaces files of its own disk.
   */
  constructor(
    extension: vscode.Extension<unknown>,
    kernel: LayersKernel,
    workers: () => HostWorkers,
    replaceFile?: ReplaceFile,
  ) {
    super();
    logFailuresTo(this.#log);
    const [settings, applications] = [this.#settings, this.#applications];
    if (vscode.workspace.getConfiguration(SETTINGS.section).get(TIMED_SETTING) === true) timeHandlers();
    let known: HostWorkers | undefined;
    const own = (): HostWorkers => (known ??= workers());
    const reader = this.own(new PythonReader(() => own().spawnReader()));
    this.#reader = reader;
    const pages = new Pages(extension.extensionUri, settings);
    const files = new FileWriter(replaceFile);
    const actions: Actions = new Actions(this.#log, files, (state) => panels.open(state));
    const surfaces = this.own(new ModelSurfaces(applications, settings, reader, this.#log));
    const panels: Panels = new Panels(pages, applications, actions, surfaces.links, surfaces.watch);
    const reports = new ReportPanels(pages, panels);
    const sidebar = this.own(new Sidebar(pages, applications, actions));
    this.#engine = this.own(new SharedEngine(own));
    this.#commands = createCommands({
      extension,
      applications,
      sidebar,
      panels,
      reports,
      settings,
      kernel,
      actions,
      reader,
      surfaces,
      files,
    });
    this.surfaces = surfaces;
    [this.sidebar, this.panels, this.reports] = [sidebar, panels, reports];
    this.specEditor = new SpecEditorProvider(pages, applications, actions);
    this.own(settings.onChange((defaults) => applications.broadcast({ type: "defaults", defaults })));
    this.own(new SpecDiagnostics());
  }

  /** Runs a command of package.json. */
  run(id: CommandId, args: readonly unknown[]): Promise<void> {
    return runCommand(id, this.#commands[id], args, this.#log);
  }

  /** Runs a cell of the notebook kernel. */
  readonly runCell: RunCell = async (...cell) => {
    // Notation and figures are loaded when a cell first runs.
    const { runCell } = await import("./notebooks/cell-run");
    return runCell(...cell, { engine: this.#engine, reader: this.#reader, diagnostics: this.#cells });
  };

  /** Takes a message of the notebook renderer. */
  fromRenderer(message: unknown): void {
    receiveFromRenderer(message, this.reports);
  }

  /** What other extensions are given. */
  get explore(): ReturnType<typeof exploreBy> {
    return exploreBy(this.#engine);
  }
}
