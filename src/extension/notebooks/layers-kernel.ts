import * as vscode from "vscode";
import { Disposable } from "../base/disposable";
import { KERNEL, NOTEBOOK_TYPE } from "../base/ids";
import { KernelSession, type RunCell } from "./kernel-session";
import { isMadeHere } from "./made-here";

/** The kernel "Dropout Explorer": a cell of layers is an experiment, run by this host's engine, without Python. */
export class LayersKernel extends Disposable {
  readonly #controller: vscode.NotebookController;
  readonly #sessions = new Map<vscode.NotebookDocument, KernelSession>();

  constructor(
    private readonly extensionId: string,
    private readonly runCell: RunCell,
  ) {
    super();
    this.#controller = this.own(vscode.notebooks.createNotebookController(KERNEL, NOTEBOOK_TYPE, "Dropout Explorer"));
    this.#controller.description = "Layers in PyTorch notation, without Python";
    this.#controller.supportedLanguages = ["python", "json", "jsonc"];
    this.#controller.supportsExecutionOrder = true;
    this.#controller.executeHandler = (cells, notebook) => this.#execute(cells, notebook);
    this.#controller.interruptHandler = (notebook) => this.#sessions.get(notebook)?.interrupt();
    this.own(vscode.workspace.onDidOpenNotebookDocument((notebook) => this.#prefer(notebook)));
    this.own(vscode.workspace.onDidCloseNotebookDocument((notebook) => this.#forget(notebook)));
    for (const notebook of vscode.workspace.notebookDocuments) this.#prefer(notebook);
  }

  /** Chooses this kernel for a notebook, where others may be preferred too. */
  async select(notebookEditor: vscode.NotebookEditor): Promise<void> {
    const choice = { notebookEditor, id: KERNEL, extension: this.extensionId };
    await vscode.commands.executeCommand("notebook.selectKernel", choice);
  }

  #execute(cells: readonly vscode.NotebookCell[], notebook: vscode.NotebookDocument): Promise<void> {
    const session = this.#sessions.get(notebook) ?? new KernelSession(this.runCell);
    this.#sessions.set(notebook, session);
    // All at once, so that those which wait are shown to wait.
    return session.execute(cells.map((cell) => this.#controller.createNotebookCellExecution(cell)));
  }

  /** In notebooks of other kernels it is one to choose from. */
  #prefer(notebook: vscode.NotebookDocument): void {
    if (notebook.notebookType !== NOTEBOOK_TYPE || !isMadeHere(notebook.metadata)) return;
    this.#controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
  }

  #forget(notebook: vscode.NotebookDocument): void {
    this.#sessions.get(notebook)?.interrupt();
    this.#sessions.delete(notebook);
  }
}
