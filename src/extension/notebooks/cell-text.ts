import type { Span } from "../base/span";
import type { TextReading } from "../../python/index";
import { NotationError } from "../../python/plain";
import type { ExploreSpec } from "../../formats/index";
import { beginsAsJson, holdsNothing, isForeign } from "./cell-kind";
import { segmentsIn, type CellSegment } from "./cell-segments";

/** Why a cell cannot be run; without a span if it is about the whole cell. */
export interface CellError {
  readonly name: string;
  readonly message: string;
  readonly span?: Span;
}

/** Reads the Python of a cell; it throws what `readExperiments` does. */
export type ReadText = (text: string) => Promise<TextReading>;

/** What a cell of the layers kernel says. */
export type CellReading =
  | { readonly kind: "nothing" }
  | { readonly kind: "experiment"; readonly spec: ExploreSpec; readonly assumptions: readonly string[] }
  /** A model as code, or as it is printed: the segments of it that can be run. */
  | { readonly kind: "model"; readonly segments: readonly CellSegment[] }
  | { readonly kind: "wrong"; readonly error: CellError };

const CHOOSE_PYTHON =
  "To run Python code, choose a Python kernel with “Select Kernel” at the top right of the notebook. " +
  "Python kernels come with VS Code's Jupyter and Python extensions.";

const FOREIGN: CellError = {
  name: "NotLayers",
  message: `This kernel runs only layers: nn.Sequential(...) in PyTorch notation, a model as code with its dropout, or an experiment in JSON. ${CHOOSE_PYTHON}`,
};

/** What an editor would underline at a place: a name or number, else one character. */
const lengthAt = (text: string, offset: number): number => /^(?:[\w.]+|.)/.exec(text.slice(offset))?.[0].length ?? 0;

/** The error of a cell in notation: where something in it isn't a layer, it may be Python code in the wrong notebook. */
function notationError(text: string, { name, message, offset, path }: NotationError): CellError {
  const noLayer = !path.includes(".") && name !== "NothingToRun";
  if (noLayer && isForeign(text)) return FOREIGN;
  const span = { from: offset, to: offset + lengthAt(text, offset) };
  return { name, message: noLayer ? `${message}\n\n${CHOOSE_PYTHON}` : message, span };
}

async function readNotation(text: string, read: ReadText): Promise<CellReading> {
  try {
    const reading = await read(text);
    if (reading.kind === "notation") return { kind: "experiment", ...reading.experiment };
    return { kind: "model", segments: segmentsIn(reading.models) };
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    return { kind: "wrong", error: notationError(text, error) };
  }
}

async function readJson(text: string): Promise<CellReading> {
  const { readSpecText } = await import("../spec-files/issues-in-text");
  const read = readSpecText(text);
  if ("spec" in read) return { kind: "experiment", spec: read.spec, assumptions: [] };
  const [{ message, path, from, to }] = read.issues;
  return {
    kind: "wrong",
    error: {
      name: "SpecError",
      message: path === "" ? message : `${path}: ${message}`,
      span: { from, to },
    },
  };
}

/**
 * Reads a cell: layers in PyTorch notation with their settings in comments, a model as code, or a spec in JSON (with comments). What it
 * leaves out means the same as in a file, never a setting of the person who runs it.
 *
 * @param read Reads Python, with the defaults of files.
 */
export function readCell(text: string, read: ReadText): Promise<CellReading> {
  if (holdsNothing(text)) return Promise.resolve({ kind: "nothing" });
  return beginsAsJson(text) ? readJson(text) : readNotation(text, read);
}
