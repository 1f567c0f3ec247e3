import type * as vscode from "vscode";

/**
 * Runs a cell and ends its execution, whatever happens.
 *
 * @param order The number that the notebook shows beside the cell.
 * @param signal Aborts the run, which then ends unsuccessfully.
 */
export type RunCell = (execution: vscode.NotebookCellExecution, order: number, signal: AbortSignal) => Promise<void>;

/** What the kernel does for one notebook: its cells run one after another, counted from 1. */
export class KernelSession {
  #order = 0;
  #last: Promise<void> = Promise.resolve();
  #controller = new AbortController();

  constructor(private readonly runCell: RunCell) {}

  /** Queues cells, each of which is an experiment of its own: one that fails does not keep the others from running. */
  execute(executions: readonly vscode.NotebookCellExecution[]): Promise<void> {
    const { signal } = this.#controller;
    for (const execution of executions) {
      // A run that broke, since its cell was deleted say, keeps none from running either.
      this.#last = this.#last.catch(() => undefined).then(() => this.#run(execution, signal));
    }
    return this.#last;
  }

  /** Ends the cell that runs, and gives up those that wait. */
  interrupt(): void {
    this.#controller.abort(new Error("interrupted"));
    this.#controller = new AbortController();
  }

  async #run(execution: vscode.NotebookCellExecution, interrupted: AbortSignal): Promise<void> {
    if (interrupted.aborted || execution.token.isCancellationRequested) {
      execution.end(undefined);
      return;
    }
    const controller = new AbortController();
    const abort = (): void => controller.abort(new Error("interrupted"));
    interrupted.addEventListener("abort", abort);
    const cancelled = execution.token.onCancellationRequested(abort);
    try {
      await this.runCell(execution, ++this.#order, controller.signal);
    } catch (error) {
      // One that broke before it could end, as where its code couldn't be loaded, would be shown to run for good.
      endAnyway(execution);
      throw error;
    } finally {
      cancelled.dispose();
      interrupted.removeEventListener("abort", abort);
    }
  }
}

/** Ends an execution; VS Code refuses that of one that has ended, or whose cell is gone. */
function endAnyway(execution: vscode.NotebookCellExecution): void {
  try {
    execution.end(false);
  } catch {
    return;
  }
}
