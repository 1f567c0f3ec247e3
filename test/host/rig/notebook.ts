import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { REPORT_MIME, type Report } from "../../../src/formats/index";
import { bundleOf } from "../../../src/figure/index";

/** An output's data by mime type, as Jupyter stores it. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** The bundle of a report as plain data. */
export const outputOf = (report: Report): MimeBundle => ({ ...bundleOf(report) });

/** An output of our mime type alone, with anything in it. */
export const payloadOf = (payload: unknown): MimeBundle => ({ [REPORT_MIME]: payload, "text/plain": "a fallback" });

/** A notebook of format 4.5 as Jupyter writes it: a code cell for each list of outputs. */
export function notebookOf(cells: readonly (readonly MimeBundle[])[]): object {
  return {
    cells: cells.map((outputs, i) => ({
      cell_type: "code",
      execution_count: i + 1,
      id: `cell-${i}`,
      metadata: {},
      outputs: outputs.map((data) => ({ output_type: "display_data", data, metadata: {} })),
      source: [`probe(model, batch)  # ${i + 1}`],
    })),
    metadata: {
      kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
      language_info: { name: "python" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** Writes a notebook with stored outputs into a folder. */
export async function writeNotebook(
  folder: string,
  name: string,
  cells: readonly (readonly MimeBundle[])[],
): Promise<void> {
  await writeFile(join(folder, name), JSON.stringify(notebookOf(cells), undefined, 1));
}
