import * as vscode from "vscode";
import { inBackground } from "../ui/background";
import { progressText, startText } from "./progress-text";

/** Milliseconds in which a result may come before anything is said of progress. */
const QUIET = 500;

/** A line in the cell that says how far a run is: one output, replaced no faster than the notebook takes it. */
export class ProgressOutput {
  readonly #begun = Date.now();
  #output: vscode.NotebookCellOutput | undefined;
  #writing = false;

  /** @param estimate Seconds that the run will take. */
  constructor(
    private readonly execution: vscode.NotebookCellExecution,
    private readonly trials: number,
    estimate: number,
  ) {
    const text = startText(trials, estimate);
    if (text !== undefined) inBackground("progress", this.#write(text));
  }

  /** @param fraction The share of the trials that is done. */
  readonly tell = (fraction: number): void => {
    const elapsed = Date.now() - this.#begun;
    if (elapsed < QUIET || this.#writing) return;
    inBackground("progress", this.#write(progressText(this.trials, fraction, elapsed / 1000)));
  };

  async #write(text: string): Promise<void> {
    const item = vscode.NotebookCellOutputItem.text(text);
    this.#writing = true;
    try {
      if (this.#output) await this.execution.replaceOutputItems(item, this.#output);
      else await this.execution.replaceOutput((this.#output = new vscode.NotebookCellOutput([item])));
    } finally {
      this.#writing = false;
    }
  }
}
