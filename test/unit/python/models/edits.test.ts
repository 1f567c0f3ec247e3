import assert from "node:assert/strict";
import fc from "fast-check";
import { ModelReader, readModels } from "../../../../src/python/index";
import { corpus } from "./observed";

const files = [...corpus("pytorch"), ...corpus("keras")].map(({ text }) => text);
/** Long files too: a parser treats the parts of one otherwise than those of a short one. */
const texts = [...files, files.join("\n"), Array.from({ length: 4 }, () => files[1]!).join("\n")];

/** An edit of a file: a line of its own, another digit, or what leaves the file broken until it is closed. */
interface Change {
  readonly kind: "line" | "digit" | "opener" | "closed";
  readonly where: number;
  readonly which: number;
}
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const LINES = [
  "# 𝒳 a comment",
  "WIDTH_TWO = 32",
  "RATE = 0.",
  "another = nn.Sequential(nn.Dropout(0.125))",
  "",
  "if WIDTH_TWO:\n    pass\nelse:\n    pass",
  'text = """class Net(nn.Module):\n"""',
];
/** What changes how all that follows is read. */
const OPENERS = ['"""', "'''", "(", "[", "x = {", "def f():", "class A:", "    indented", "if x:", "\\"];

/** Where statements begin at the top of a file. */
const startsOf = (text: string): number[] =>
  [0, ...[...text.matchAll(/\n(?=\S)/g)].map(({ index }) => index + 1)].filter(
    (start) => !/^[)\]}]/.test(text.slice(start, start + 1)),
  );

function editOf(text: string, { kind, where, which }: Change): Edit {
  const starts = startsOf(text);
  const start = starts[where % starts.length]!;
  if (kind === "line") return { from: start, to: start, text: `${LINES[which % LINES.length]!}\n` };
  if (kind === "opener") return { from: start, to: start, text: `${OPENERS[which % OPENERS.length]!}\n` };
  const opened = OPENERS.map((one) => text.indexOf(`\n${one}\n`)).find((place) => place >= 0);
  if (kind === "closed" && opened !== undefined) {
    return { from: opened, to: text.indexOf("\n", opened + 1), text: "" };
  }
  const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
  const at = digits[where % digits.length]!;
  return { from: at, to: at + 1, text: String(1 + (which % 9)) };
}

const changesOf = (kinds: readonly Change["kind"][]): fc.Arbitrary<Change[]> =>
  fc.array(fc.record({ kind: fc.constantFrom(...kinds), where: fc.nat(10_000), which: fc.nat(100) }), {
    minLength: 1,
    maxLength: 6,
  });

/** What is read after each of the edits is what a new reading of the text gives. */
function readsAsNew(text: string, changes: readonly Change[]): void {
  const reader = new ModelReader(text);
  reader.models();
  for (const change of changes) {
    reader.edit(editOf(reader.text, change));
    assert.deepEqual(reader.models(), readModels(reader.text));
  }
}

describe("A file that is edited", function () {
  this.timeout(120_000);

  it("is read after each edit as if it were new", () => {
    fc.assert(fc.property(fc.constantFrom(...texts), changesOf(["line", "digit"]), readsAsNew), {
      numRuns: 80,
      seed: 6,
    });
  });

  it("is read as if it were new while it is broken, and once it is whole again", () => {
    const all = changesOf(["line", "digit", "opener", "closed"]);
    fc.assert(fc.property(fc.constantFrom(...texts), all, readsAsNew), { numRuns: 120, seed: 6 });
  });

  it("is read as if it were new where many edits come at once", () => {
    const text = texts.at(-1)!;
    const reader = new ModelReader(text);
    const before = reader.models().length;
    for (let at = reader.text.lastIndexOf("nn."); at >= 0; at = reader.text.lastIndexOf("nn.", at - 1)) {
      reader.edit({ from: at, to: at + 3, text: "torch.nn." });
      if (at === 0) break;
    }
    assert.deepEqual(reader.models(), readModels(reader.text));
    assert.equal(reader.models().length, before);
  });

  it("gives what it gave, the same object, until it is edited", () => {
    const reader = new ModelReader("model = nn.Sequential(nn.Dropout(0.1))");
    const before = reader.models();
    assert.equal(reader.models(), before);
    reader.edit({ from: 33, to: 36, text: "0.25" });
    assert.equal(reader.text, "model = nn.Sequential(nn.Dropout(0.25))");
    assert.equal(reader.models()[0]!.layers[0]!.p, 0.25);
  });
});
