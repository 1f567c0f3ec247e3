import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { grouped, stopSentence } from "../../../../src/formats/index";
import { ModelReader, NotationError, parseLayers, readModels } from "../../../../src/python/index";
import { mostUnits } from "../../../../src/python/models/values/budget";
import { LONGEST_TEXT } from "../../../../src/python/syntax/longest";
import { corpus } from "../models/observed";
import { AROUND, HOSTILE } from "./index";
import { PRINTED } from "./printed";
import type { Outcome } from "./read";
import { module, TORCH } from "./support";

/** Megabytes of heap for all texts, one after the other. */
const MEMORY = 200;

/** Reads every text in a process of its own, which ends where it takes more memory. */
async function outcomes(): Promise<ReadonlyMap<string, Outcome>> {
  const script = fileURLToPath(new URL("read.ts", import.meta.url));
  const args = [`--max-old-space-size=${MEMORY}`, "--import", "tsx", script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 });
  const read = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Outcome);
  return new Map(read.map((outcome) => [outcome.name, outcome]));
}

describe(`A text that asks for more than there is, within ${MEMORY} MB of memory:`, function () {
  this.timeout(600_000);
  let read: ReadonlyMap<string, Outcome>;

  before(async () => {
    read = await outcomes();
  });

  for (const name of HOSTILE.keys()) {
    it(`${name}: is read with bounded work, and what is around it is found`, () => {
      const outcome = read.get(name);
      assert.ok(outcome, "reading ended before this text");
      assert.ok(outcome.spent <= outcome.most, `${outcome.spent} units of ${outcome.most}`);
      if (!(name in PRINTED)) assert.deepEqual(outcome.ends, AROUND);
    });
  }
});

describe("What could not be followed to its end", () => {
  const doubling = "n = nn.Sequential(nn.Dropout(.5))\n" + "n = nn.Sequential(n, n)\n".repeat(40);

  it("is said with its line, and its model keeps the layers that were found", () => {
    const reader = new ModelReader(`${TORCH}x = 1\n${module(`${doubling}self.n = n`)}`);
    const [model] = reader.models();
    assert.deepEqual(reader.stopped, { code: "too_much_to_follow", line: 3 });
    assert.equal(model?.chain, false);
    assert.ok(["too_long", "steps_cut"].includes(model.reason!.code));
    assert.ok(model.reason!.line! > 0);
    assert.equal(model.layers.length, 5_000);
  });

  it("is said of what is nested too deep, of bases too", () => {
    const deep = new ModelReader(`${TORCH}\nx = ${"(".repeat(200)}1${")".repeat(200)}\n`);
    assert.deepEqual(deep.stopped, { code: "too_deep", line: 3 });
    const bases = Array.from({ length: 60 }, (_, index) => `class A${index + 1}(A${index}): pass\n`).join("");
    const chain = new ModelReader(`${TORCH}${module("self.n = nn.Dropout(.5)", undefined, "A0")}${bases}`);
    assert.equal(chain.stopped?.code, "too_deep");
    assert.ok(chain.models().length >= 40);
  });

  it("is nothing in a file that is read whole", () => {
    assert.equal(new ModelReader(`${TORCH}${module("self.n = nn.Dropout(.5)")}`).stopped, undefined);
    assert.equal(new ModelReader("").stopped, undefined);
  });

  it("is all of a text that is longer than is read, until it is shorter again", () => {
    const model = "nn.Sequential(nn.Dropout(.5))\n";
    const reader = new ModelReader(model + "#".repeat(LONGEST_TEXT - model.length));
    assert.equal(reader.models().length, 1);
    reader.edit({ from: reader.text.length, to: reader.text.length, text: "##" });
    assert.deepEqual(reader.models(), []);
    assert.deepEqual(reader.stopped, { code: "text_too_long", length: LONGEST_TEXT + 2, most: LONGEST_TEXT });
    reader.edit({ from: reader.text.length - 2, to: reader.text.length, text: "" });
    assert.equal(reader.models().length, 1);
    assert.equal(reader.stopped, undefined);
    assert.throws(() => parseLayers(" ".repeat(LONGEST_TEXT + 1)), NotationError);
  });

  it("has a sentence for each kind", () => {
    const said = [
      stopSentence({ code: "text_too_long", length: 3_000_000, most: LONGEST_TEXT }),
      stopSentence({ code: "text_cut", line: 7 }),
      stopSentence({ code: "too_much_to_follow", line: 1_200 }),
      stopSentence({ code: "too_deep", line: 7 }),
    ];
    for (const sentence of said) assert.match(sentence, /^[A-Z].*\.$/);
    assert.ok(said[0]!.includes(grouped(LONGEST_TEXT)));
    assert.ok(said[2]!.includes(`line ${grouped(1_200)}`));
  });
});

describe("Reading never throws", () => {
  it("for a part of a layer, which is none", () => {
    assert.doesNotThrow(() => readModels("return.Sequential(nn.D(0e=()i:return[p for p in()][:]"));
    const [model] = readModels("nn.Sequential(nn.Dropout(.5), nn.ReLU()[:])");
    assert.equal(model?.layers[1]?.kind, "unknown");
  });
});

describe("A file of real models", () => {
  it("of 1 MB takes less than a third of its budget: the corpus, many times over", () => {
    const once = [...corpus("pytorch"), ...corpus("keras")].map((file) => file.text).join("\n");
    const reader = new ModelReader(once.repeat(Math.ceil(1_000_000 / once.length)));
    assert.equal(reader.stopped, undefined);
    assert.ok(reader.spent < mostUnits(reader.text.length) / 3, `${reader.spent} units`);
  }).timeout(60_000);

  it("of 1 MB is read whole where it is nothing but classes that make their layers in loops", () => {
    const one = (index: number): string =>
      module(
        "self.blocks = nn.ModuleList([nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.Dropout(0.1)) for _ in range(6)])\n" +
          "self.head = nn.Linear(8, 2)",
        "for block in self.blocks:\n    x = x + block(x)\nreturn self.head(x)",
        `Net${index}`,
      );
    let text = TORCH;
    for (let index = 0; text.length < 1_000_000; index++) text += one(index);
    const reader = new ModelReader(text);
    assert.equal(reader.stopped, undefined);
    assert.equal(reader.models().length, text.split("class ").length - 1);
    assert.ok(reader.models().every(({ layers }) => layers.length === 25));
  }).timeout(60_000);
});
