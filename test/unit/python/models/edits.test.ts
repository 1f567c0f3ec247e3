import assert from "node:assert/strict";
import fc from "fast-check";
import { ModelReader, readModels } from "../../../../src/python/index";
import { corpus } from "./observed";

const texts = [...corpus("pytorch"), ...corpus("keras")].map(({ text }) => text);

/** An edit that leaves a file in order: a line of its own, or another digit. */
interface Change {
  readonly kind: "line" | "digit" | "line gone";
  readonly where: number;
  readonly digit: number;
}

const LINES = ["# 𝒳 a comment", "WIDTH_TWO = 32", "another = nn.Sequential(nn.Dropout(0.125))", ""];

/** The edit as a replacement of [from, to). */
function editOf(text: string, { kind, where, digit }: Change): { from: number; to: number; text: string } {
  const starts = [0, ...[...text.matchAll(/\n(?=\S)/g)].map(({ index }) => index + 1)].filter(
    (start) => !/^[)\]}]/.test(text.slice(start)),
  );
  const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
  const start = starts[where % starts.length]!;
  if (kind === "line") return { from: start, to: start, text: `${LINES[digit % LINES.length]!}\n` };
  if (kind === "line gone" && text.startsWith("#", start))
    return { from: start, to: text.indexOf("\n", start), text: "" };
  const at = digits[where % digits.length]!;
  return { from: at, to: at + 1, text: String(1 + (digit % 9)) };
}

const changes = fc.array(
  fc.record({
    kind: fc.constantFrom("line" as const, "digit" as const, "line gone" as const),
    where: fc.nat(10_000),
    digit: fc.nat(100),
  }),
  { minLength: 1, maxLength: 6 },
);

describe("A file that is edited", function () {
  this.timeout(60_000);

  it("is read after each edit as if it were new", () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), changes, (text, all) => {
        const reader = new ModelReader(text);
        for (const change of all) {
          reader.edit(editOf(reader.text, change));
          assert.deepEqual(reader.models(), readModels(reader.text));
        }
      }),
      { numRuns: 100, seed: 6 },
    );
  });

  it("gives what it gave, the same object, until it is edited", () => {
    const reader = new ModelReader("model = nn.Sequential(nn.Dropout(0.1))");
    const before = reader.models();
    assert.equal(reader.models(), before);
    reader.edit({ from: 33, to: 36, text: "0.25" });
    assert.equal(reader.text, "model = nn.Sequential(nn.Dropout(0.25))");
    assert.equal(reader.models()[0]!.layers[0]!.p, 0.25);
  });

  it("is read again once what was broken is whole", () => {
    const reader = new ModelReader("model = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.1)\nx = 1\n");
    reader.models();
    reader.edit({ from: 54, to: 54, text: ")" });
    assert.deepEqual(
      reader.models()[0]!.layers.map(({ kind }) => kind),
      ["linear", "dropout"],
    );
  });
});
