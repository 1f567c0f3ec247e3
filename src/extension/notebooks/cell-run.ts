import * as vscode from "vscode";
import { DEFAULTS } from "../../formats/index";
import type { PythonReader } from "../reader/python-reader";
import type { SharedEngine } from "../engine/shared-engine";
import { errorOutput, reportOutputs } from "./cell-outputs";
import type { CellDiagnostics } from "./cell-diagnostics";
import type { CellSegment } from "./cell-segments";
import { readCell, type CellError } from "./cell-text";
import { ProgressOutput } from "./progress-output";

/** What runs of cells share. */
export interface KernelServices {
  readonly engine: SharedEngine;
  readonly reader: PythonReader;
  readonly diagnostics: CellDiagnostics;
}

type Experiment = Pick<CellSegment, "spec" | "assumptions"> & Partial<CellSegment>;

/** One cell from its text to its outputs. The outputs of its last run stay until there is something to put in their place. */
class CellRun {
  readonly #document: vscode.TextDocument;
  readonly #text: string;

  constructor(
    private readonly execution: vscode.NotebookCellExecution,
    private readonly order: number,
    private readonly signal: AbortSignal,
    private readonly services: KernelServices,
  ) {
    this.#document = execution.cell.document;
    this.#text = this.#document.getText();
  }

  /** @returns whether the cell succeeded. */
  async run(): Promise<boolean> {
    this.services.diagnostics.clear(this.#document);
    const reading = await readCell(this.#text, (text) => this.services.reader.ask("experiments", text, DEFAULTS));
    switch (reading.kind) {
      case "nothing":
        await this.execution.clearOutput();
        return true;
      case "wrong":
        this.services.diagnostics.show(this.#document, reading.error);
        return this.fail(reading.error);
      case "experiment":
        return this.#explore([reading]);
      case "model":
        return this.#explore(reading.segments);
    }
  }

  /** Runs one experiment after the other; what is done is shown when all are. */
  async #explore(experiments: readonly Experiment[]): Promise<boolean> {
    const engine = this.services.engine.get();
    const outputs: vscode.NotebookCellOutput[] = [];
    for (const { spec, assumptions, heading } of experiments) {
      const { tell } = new ProgressOutput(this.execution, spec.trials, engine.estimate(spec));
      const report = await engine.run(spec, { signal: this.signal, onProgress: tell });
      outputs.push(...reportOutputs(report, assumptions, heading));
    }
    await this.execution.replaceOutput(outputs);
    return true;
  }

  /** Says why there is no result. */
  async fail(error: CellError): Promise<false> {
    await this.execution.replaceOutput(errorOutput(error, this.#text, this.order));
    return false;
  }
}

/** Why a run that was under way ended without a result. */
function failureOf(error: unknown, aborted: boolean): CellError {
  if (aborted) {
    return { name: "Interrupted", message: "The run was interrupted." };
  }
  return error instanceof Error ? error : { name: "Error", message: String(error) };
}

/** Runs a cell as `RunCell` says. */
export async function runCell(
  execution: vscode.NotebookCellExecution,
  order: number,
  signal: AbortSignal,
  services: KernelServices,
): Promise<void> {
  execution.executionOrder = order;
  execution.start(Date.now());
  const run = new CellRun(execution, order, signal, services);
  const success = await run.run().catch((error: unknown) => run.fail(failureOf(error, signal.aborted)));
  execution.end(success, Date.now());
}
