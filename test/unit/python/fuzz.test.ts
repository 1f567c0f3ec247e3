import assert from "node:assert/strict";
import fc from "fast-check";
import { parseSpec } from "../../../src/formats/index";
import { NotationError, parseExperiment, parseLayers } from "../../../src/python/index";
import { notationOf } from "./write-notation";
import { sayable } from "./arbitrary";

/** Far above what any text takes, and still soon. */
const SOON_MS = 5_000;

/** Reading returns valid layers or throws a NotationError with a place in the text, soon. */
function reads(text: string): void {
  const start = performance.now();
  for (const read of [parseLayers, (one: string) => parseExperiment(one, { trials: 1, seed: 0, units: 3 })]) {
    try {
      const result = read(text);
      const layers = Array.isArray(result) ? result : parseSpec(result.spec).layers;
      assert.ok(layers.length > 0);
    } catch (error) {
      assert.ok(error instanceof NotationError, `${String(error)} for ${text.slice(0, 200)}`);
      assert.ok(Number.isInteger(error.offset) && error.offset >= 0 && error.offset <= text.length);
      assert.ok(error.message.length > 0 && error.message.length < 500, error.message);
    }
  }
  const took = performance.now() - start;
  assert.ok(took < SOON_MS, `${took} ms for ${text.slice(0, 200)}`);
}

const words =
  "Dropout Linear LazyLinear ReLU nn. nn.Sequential OrderedDict ( ) [ ] { } , . = : ; # * ** - + / // % 0.4 100 1e-3 1e999 " +
  "0x1f 3j 1_0 p= bias= True None 'a' \"b \"\"\" f'{x}' \\ \n \r\n \t lambda: if else for in class def import from as " +
  "# input: # weight: values normal kaiming_normal float('nan') math.inf @ := -> ... é 𝒳 \u2028 \0";
const soup = fc.array(fc.constantFrom(...words.split(" "), " "), { maxLength: 40 }).map((pieces) => pieces.join(""));

const valid = fc.oneof(
  sayable.map(notationOf),
  fc.constantFrom(
    "import torch\nfrom torch import nn\nd = 4 * 128\nmodel = nn.Sequential(OrderedDict([('a', nn.Linear(d, 10)), ('b', nn.ReLU())]))",
    "self.net = nn.Sequential(*[nn.Dropout(p=0.4, inplace=True), nn.Linear(100, 1)],)  # trials: 10",
  ),
);
/** A valid text cut off, with pieces taken out, doubled or replaced. */
const mutated = valid.chain((text) =>
  fc
    .array(fc.tuple(fc.nat(text.length), fc.nat(12), fc.oneof(fc.constant(""), soup, fc.string({ maxLength: 4 }))), {
      minLength: 1,
      maxLength: 4,
    })
    .map((edits) => edits.reduce((now, [at, length, by]) => now.slice(0, at) + by + now.slice(at + length), text)),
);

describe("Any text at all", () => {
  const runs = { numRuns: 1_000 };
  const kinds: [string, fc.Arbitrary<string>][] = [
    ["of any characters", fc.string({ unit: "binary" })],
    [
      "of half surrogates",
      fc.array(fc.integer({ min: 0xd7ff, max: 0xe001 })).map((units) => String.fromCharCode(...units)),
    ],
    ["of Python's words in any order", soup],
    ["that was valid and has been edited", mutated],
    ["that is valid up to where it was cut", valid.chain((text) => fc.nat(text.length).map((to) => text.slice(0, to)))],
  ];
  for (const [what, texts] of kinds) {
    it(`${what} is read, or refused with a place, soon`, function () {
      this.timeout(60_000);
      fc.assert(fc.property(texts, reads), runs);
    });
  }

  const long: Record<string, string> = {
    "brackets nested a million deep": "(".repeat(1e6),
    "sequences nested a hundred thousand deep": "nn.Sequential(".repeat(1e5) + ")".repeat(1e5),
    "a hundred thousand signs": `Linear(${"-".repeat(1e5)}1, 1)`,
    "forty thousand inversions": `Linear(${"not ".repeat(4e4)}1, 1)`,
    "a sum of fifty thousand terms": `Linear(1${"+1".repeat(5e4)}, 1)`,
    "a hundred thousand powers": `Linear(${"2**".repeat(5e4)}1, 1)`,
    "a chain of calls": `Linear${"()".repeat(5e4)}`,
    "a chain of attributes": `${"nn.".repeat(5e4)}Linear(1, 1)`,
    "a million hashes": "#".repeat(1e6),
    "a million blanks in a comment": `#${" ".repeat(1e6)}x`,
    "a comment of a million colons": `# a${": a".repeat(1e6)}`,
    "a million quotes": "'\"".repeat(5e5),
    "a million backslashes in a string": `GELU('${"\\".repeat(1e6)}`,
    "a string that never ends": `GELU("""${"x".repeat(150_000)}`,
    "a million new lines": "\n".repeat(1e6),
    "twenty-five thousand layers": "ReLU(),".repeat(25_000),
    "a name of a hundred thousand letters": `${"Dropout".repeat(15_000)}(1)`,
    "an argument of a hundred thousand letters": `Dropout(${"rate".repeat(25_000)}=1)`,
    "a setting of a hundred thousand values": `# input: values${" 1".repeat(1e5)}\nLinear(100000, 1)`,
    "lambdas nested thousands deep": `Linear(${"lambda: ".repeat(2e4)}1)`,
    "conditions nested thousands deep": `Linear(${"1 if 1 else ".repeat(1e4)}1)`,
    "blocks nested thousands deep": Array.from({ length: 500 }, (_, i) => `${" ".repeat(i)}if x:\n`).join(""),
  };
  for (const [what, text] of Object.entries(long)) it(`${what}: read or refused soon`, () => reads(text));
});
