import * as vscode from "vscode";
import type { DropoutExplorerApi } from "./engine/explore-api";
import { COMMANDS, PYTHON, RENDERER, SETTINGS, SPEC_SUFFIX, VIEWS } from "./base/ids";
import { LayersKernel } from "./notebooks/layers-kernel";
import type { ReplaceFile } from "./files/file-writer";
import type { Services } from "./services";
import { forPerson, inBackground } from "./ui/background";
import type { HostWorkers } from "./engine/shared-engine";
import { once } from "../workers/once";

/** What the kinds of extension host do differently. */
export interface Host {
  /** Loads what is not needed before something is used. */
  readonly load: () => Promise<typeof import("./services")>;
  /** Its workers, given where the extension is. */
  readonly workers: (extensionUri: vscode.Uri) => HostWorkers;
  /** How it replaces files of its own disk, where it has one. */
  readonly replaceFile?: ReplaceFile;
}

/** Gives the services, which the first call loads and builds. */
type Ask = () => Promise<Services>;

/** Registers everything with VS Code. What does the work is loaded by its first use, so that activation costs next to nothing. */
export function activateWith({ extension, subscriptions }: vscode.ExtensionContext, host: Host): DropoutExplorerApi {
  const ask: Ask = once(async () => {
    const { Services } = await host.load();
    const built = new Services(extension, kernel, () => host.workers(extension.extensionUri), host.replaceFile);
    subscriptions.push(built);
    return built;
  });
  const kernel = new LayersKernel(extension.id, async (...cell) => (await ask()).runCell(...cell));
  subscriptions.push(kernel, ...commands(ask), ...views(ask), renderer(ask), ...specFiles(ask), ...code(ask));
  return { explore: async (...experiment) => (await ask()).explore(...experiment) };
}

const commands = (ask: Ask): vscode.Disposable[] =>
  Object.values(COMMANDS).map((id) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => (await ask()).run(id, args)),
  );

function views(ask: Ask): vscode.Disposable[] {
  const { window } = vscode;
  return [
    window.registerWebviewViewProvider(VIEWS.sidebar, {
      resolveWebviewView: async (view, _, cancellation) => {
        const { sidebar } = await ask();
        if (!cancellation.isCancellationRequested) sidebar.resolveWebviewView(view);
      },
    }),
    window.registerWebviewPanelSerializer(VIEWS.panel, {
      deserializeWebviewPanel: async (...stored) => (await ask()).panels.deserializeWebviewPanel(...stored),
    }),
    window.registerWebviewPanelSerializer(VIEWS.report, {
      deserializeWebviewPanel: async (...stored) => (await ask()).reports.deserializeWebviewPanel(...stored),
    }),
    window.registerCustomEditorProvider(VIEWS.specEditor, {
      resolveCustomTextEditor: async (
        document: vscode.TextDocument,
        panel: vscode.WebviewPanel,
        cancellation: vscode.CancellationToken,
      ) => {
        const { specEditor } = await ask();
        if (!cancellation.isCancellationRequested) specEditor.resolveCustomTextEditor(document, panel);
      },
    }),
  ];
}

const renderer = (ask: Ask): vscode.Disposable =>
  vscode.notebooks
    .createRendererMessaging(RENDERER)
    .onDidReceiveMessage(({ message }) =>
      forPerson("notebook output", async () => (await ask()).fromRenderer(message)),
    );

/** Mistakes in spec files are underlined from the first one on that is open. */
function specFiles(ask: Ask): vscode.Disposable[] {
  const look = ({ uri }: vscode.TextDocument): void => {
    if (uri.path.endsWith(SPEC_SUFFIX)) inBackground("load", ask());
  };
  vscode.workspace.textDocuments.forEach(look);
  return [vscode.workspace.onDidOpenTextDocument(look)];
}

/** Models in code, from the first Python file or cell on that is looked at. */
function code(ask: Ask): vscode.Disposable[] {
  const { languages, window, workspace } = vscode;
  const look = (editor: vscode.TextEditor | undefined): void => {
    // Not before VS Code has what it waits for at activation: loading takes several times as long as that.
    if (editor?.document.languageId === PYTHON.language) setTimeout(() => inBackground("load", ask()));
  };
  look(window.activeTextEditor);
  return [
    window.onDidChangeActiveTextEditor(look),
    languages.registerCodeLensProvider(PYTHON, {
      provideCodeLenses: async (...asked) => (await ask()).surfaces.lenses.provideCodeLenses(...asked),
      // Of what it depends on, VS Code knows of changes of the document itself.
      onDidChangeCodeLenses: (changed, that) =>
        workspace.onDidChangeConfiguration((event) => {
          if (event.affectsConfiguration(SETTINGS.section)) changed.call(that);
        }),
    }),
    languages.registerHoverProvider(PYTHON, {
      provideHover: async (...asked) => (await ask()).surfaces.hovers.provideHover(...asked),
    }),
  ];
}
