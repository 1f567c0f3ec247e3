import assert from "node:assert/strict";
import { readCell } from "../../../src/extension/notebooks/cell-text";
import { excerpt } from "../../../src/extension/notebooks/excerpt";
import { DEFAULTS, parseSpec } from "../../../src/formats/index";
import { modelNames, readExperiments, type TextReading } from "../../../src/python/index";
import { notationOf } from "../../unit/python/write-notation";
import { specs, writtenSpecs } from "../inputs/pools";
import { pythonText, someWords } from "../inputs/python";
import type { Random } from "../inputs/random";
import { mutatedText } from "../inputs/text";
import { readsAsItself } from "../promises";
import type { Target } from "../target";

/** Decoration and the other languages of notebooks. */
const CELLS = [
  "# ---- ",
  "#",
  "##",
  "%%time",
  "!pip install torch",
  "%matplotlib inline",
  "?nn",
  "// x",
  "/* */",
  "{",
  "\n",
];

function cellText(random: Random): string {
  const kind = random.below(4);
  if (kind === 0) return pythonText(random);
  const banner = random.chance(0.3) ? `${random.pick(CELLS).repeat(random.magnitude(200))}\n` : "";
  const text = kind === 1 ? JSON.stringify(random.pick(writtenSpecs())) : notationOf(random.pick(specs()));
  return banner + mutatedText(random, text, random.chance(0.5) ? CELLS : someWords());
}

/** Reads Python here instead of in a worker. */
const read = (python: string) => new Promise<TextReading>((resolve) => resolve(readExperiments(python, DEFAULTS)));

const cell: Target<string> = {
  name: "cell",
  weight: 2,
  generate: cellText,
  run: async (text) => {
    const reading = await readCell(text, read);
    if (reading.kind === "experiment") readsAsItself(parseSpec, reading.spec);
    if (reading.kind === "model") for (const { spec } of reading.segments) readsAsItself(parseSpec, spec);
    if (reading.kind !== "wrong") return;
    const { message, span } = reading.error;
    assert.ok(message.length > 0 && message.length < 2_000, "a message of a length to be read");
    if (!span) return;
    assert.ok(span.from >= 0 && span.to <= Math.max(1, text.length), "a span of the cell");
    assert.match(excerpt(text, span, 1), /^Cell In\[1\], line \d+\n/);
  },
};

/** The variables of a notebook that look like models. */
const names: Target<string> = {
  name: "model-names",
  weight: 0.5,
  generate: cellText,
  run: (text) => {
    for (const name of modelNames([text, text])) assert.match(name, /^[A-Za-z_]\w*$/);
  },
};

export const cellTargets: readonly Target[] = [cell, names];
