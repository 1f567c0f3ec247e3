import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import * as v from "valibot";
import { SourceModel } from "../../../src/formats/index";
import { readPrinted } from "../../../src/python/models/printed/index";
import recorded from "./printed-models.json";
import { pythonWithTorch, runProgram } from "./torch";

/** What torch says of one module: its name in named_modules, its class, and its attributes. */
type Leaf = Readonly<Record<string, unknown>> & { readonly name: string; readonly type: string };

/** The attributes that the printed form shows, by the keys of a SourceLayer. */
const KEYS: Readonly<Record<string, string>> = { in_features: "inputs", out_features: "units" };
const printed = (call: string): string => recorded.models.find((model) => model.call === call)!.printed;
const only = (text: string): SourceModel => {
  const models = readPrinted(text);
  assert.equal(models.length, 1);
  return models[0]!;
};

/** A layer against the module that torch has there. */
function agrees(text: string, layer: SourceModel["layers"][number], leaf: Leaf): void {
  assert.equal(layer.name, leaf.name);
  assert.ok(text.slice(layer.from, layer.to).includes(leaf.type), `${leaf.name}: ${text.slice(layer.from, layer.to)}`);
  if (/^(?:Feature)?(?:Alpha)?Dropout/.test(leaf.type)) assert.equal(layer.p, leaf["p"]);
  if (leaf.type === "MultiheadAttention") assert.equal(layer.p, null);
  if (["lstm", "rnn"].includes(layer.kind)) assert.equal(layer.p, leaf["dropout"]);
  for (const [attribute, value] of Object.entries(leaf)) {
    const key = KEYS[attribute] ?? attribute;
    if (key in layer.parameters && leaf.type !== "LazyLinear") assert.equal(layer.parameters[key], value, leaf.name);
  }
}

describe("What print(model) shows", () => {
  it("is recorded as torch prints it", function () {
    if (pythonWithTorch === undefined) return this.skip();
    const script = readFileSync(join(__dirname, "..", "..", "python", "printed_models.py"), "utf8");
    const now = JSON.parse(runProgram(script)) as typeof recorded;
    if (now.torch.split("+")[0] !== recorded.torch.split("+")[0]) return this.skip();
    assert.deepEqual(now.models, recorded.models);
  }).timeout(60_000);

  for (const { call, printed: text, leaves } of recorded.models) {
    it(`of ${call}: the modules of torch with their names, sizes and rates`, () => {
      const model = only(text);
      assert.ok(v.is(SourceModel, model));
      assert.deepEqual([model.from, model.to], [0, text.length]);
      const expected = [...leaves].sort((a, b) => a.name.localeCompare(b.name)) as Leaf[];
      const layers = [...model.layers].sort((a, b) => a.name.localeCompare(b.name));
      assert.equal(layers.length, expected.length);
      layers.forEach((layer, at) => agrees(text, layer, expected[at]!));
    });
  }

  it("is a chain where its containers are nn.Sequential, in their order", () => {
    const { chain, layers } = only(printed("nested"));
    assert.equal(chain, true);
    assert.deepEqual(
      layers.map(({ name, kind }) => [name, kind]),
      [
        ["0", "flatten"],
        ["1.0", "linear"],
        ["1.1", "silu"],
        ["2.0", "dropout"],
      ],
    );
  });

  it("isn't a chain where a class has a forward of its own, whose order is not printed", () => {
    const { chain, reason, stretches } = only(printed("Net()"));
    assert.equal(chain, false);
    assert.deepEqual(reason, { code: "forward_not_printed", name: "Net" });
    assert.deepEqual(stretches, []);
  });

  it("has the nn.Sequential of such a class as a stretch", () => {
    const { chain, layers, stretches } = only(printed("Quickstart()"));
    assert.equal(chain, false);
    assert.deepEqual(stretches, [{ from: 1, to: layers.length }]);
  });

  it("has the feed-forward part of PyTorch's encoder layer as a stretch, in the order in which it runs", () => {
    const { layers, stretches } = only(printed("Zoo()"));
    const names = stretches!.map(({ from, to }) => layers.slice(from, to).map(({ name }) => name));
    const parts = ["linear1", "activation", "dropout", "linear2", "dropout2"].map((name) => `encoder.${name}`);
    assert.ok(names.some((stretch) => stretch.join() === parts.join()));
    assert.ok(names.some((stretch) => stretch.join() === "decoder.dropout,decoder.linear2,decoder.dropout3"));
  });

  it("says of a rate where it stands, and of one that is not printed that it is not", () => {
    const text = printed("Zoo()");
    const layer = (name: string) => only(text).layers.find((one) => one.name === name)!;
    const { rate } = layer("alpha");
    assert.equal(text.slice(rate!.from, rate!.to), "1e-05");
    assert.ok(layer("blocks.3.attn").reasons!.some(({ code }) => code === "rate_not_printed"));
    assert.equal(layer("rnn").active, "never");
    assert.equal(layer("gru").p, undefined);
  });

  const chain = printed("chain()");
  const surroundings: Record<string, string> = {
    "after a prompt": `>>> print(model)\n${chain}\n>>> model(x).shape\ntorch.Size([4, 10])\n`,
    "after a prompt of IPython": `In [3]: model\nOut[3]: \n${chain}\n\nIn [4]: `,
    "on the line of a prompt": `Out[3]: ${chain}`,
    "after a time stamp": `2026-11-25 14:30:00,123 INFO train.py:42 model: ${chain}\nEpoch 1 (of 3): loss 0.3\n`,
    "with a rank before each line": `starting\n${chain}`.replace(/^/gm, "[rank0]: "),
    "with a time before each line": chain.replace(/^/gm, "2026-11-25T14:30:00.123Z "),
    "in a comment": chain.replace(/^/gm, "# "),
    "as a quotation": chain.replace(/^/gm, "> "),
    indented: chain.replace(/^/gm, "        "),
    "with Windows' line ends": chain.replaceAll("\n", "\r\n"),
    "without its indentation": chain.replace(/^ +/gm, ""),
    "broken by a narrow window": chain.replaceAll("out_features", "\nout_features"),
  };
  for (const [where, text] of Object.entries(surroundings)) {
    it(`is read ${where}`, () => {
      const { name, chain: whole, layers } = only(text);
      assert.deepEqual([name, whole], ["Sequential", true]);
      const parts = layers.map(({ kind, p, parameters }) => [kind, p, parameters["inputs"], parameters["units"]]);
      assert.deepEqual(parts, [
        ["linear", undefined, 784, 512],
        ["relu", undefined, undefined, undefined],
        ["dropout", 0.5, undefined, undefined],
        ["linear", undefined, 512, 10],
      ]);
      assert.equal(text.slice(layers[2]!.from, layers[2]!.to), "(2): Dropout(p=0.5, inplace=False)");
    });
  }

  it("is two models where two were printed", () => {
    const models = readPrinted(`${chain}\n${printed("Net()")}\n`);
    assert.deepEqual(
      models.map(({ name }) => name),
      ["Sequential", "Net"],
    );
    assert.equal(models[1]!.from, chain.length + 1);
  });

  it("is not what Python code is", () => {
    for (const text of [
      "",
      "nn.Sequential(\n  nn.Linear(1, 2),\n)",
      "Linear(in_features=1, out_features=2)",
      "f(\n (a)\n)",
    ]) {
      assert.deepEqual(readPrinted(text), []);
    }
  });
});

/** Any text is read, soon, with places in it. */
function reads(text: string): void {
  for (const model of readPrinted(text)) {
    assert.ok(v.is(SourceModel, model), text);
    for (const { from, to } of [model, ...model.layers]) assert.ok(from >= 0 && from < to && to <= text.length, text);
    for (const { from, to } of model.stretches ?? []) assert.ok(from < to && to <= model.layers.length, text);
  }
}

describe("Any text as a printed model", () => {
  const texts = fc.constantFrom(...recorded.models.map((model) => model.printed.slice(0, 1_500)));
  const piece = fc.constantFrom(
    "(",
    ")",
    "\n",
    "(0): ",
    "Dropout(p=",
    "2 x ",
    "(0-9): 10 x A(\n",
    "'",
    "=",
    ",",
    " ",
    "é",
    "None",
  );
  const edited = texts.chain((text) =>
    fc
      .array(fc.tuple(fc.nat(text.length), fc.nat(30), fc.oneof(piece, fc.string({ maxLength: 4 }))), {
        minLength: 1,
        maxLength: 6,
      })
      .map((edits) => edits.reduce((now, [at, length, by]) => now.slice(0, at) + by + now.slice(at + length), text)),
  );
  it("that was printed and has been edited is read with places in it", () => {
    fc.assert(fc.property(edited, reads), { numRuns: 1_000 });
  });

  it("with names that every object of JavaScript has is read", () => {
    for (const name of ["constructor", "toString", "__proto__", "valueOf"]) {
      const text = `${name}(\n  (${name}): ${name}(${name}, ${name}=${name})\n  (0): ${name}(\n    (1): Dropout(p=0.10)\n  )\n)`;
      reads(text);
      assert.deepEqual(
        readPrinted(text)[0]!.layers.map(({ p, rate }) => [p, rate?.text]),
        [
          [undefined, undefined],
          [0.1, "0.10"],
        ],
      );
    }
  });

  it("that was printed is read up to each place where it may have been cut", () => {
    const text = printed("Zoo()");
    for (let to = 0; to < text.length; to += 7) reads(text.slice(0, to));
  });

  const long: Record<string, string> = {
    "modules nested a hundred thousand deep": "(0): Sequential(\n".repeat(1e5),
    "alike ones of alike ones": "(0-999): 1000 x Sequential(\n".repeat(20) + "(0): Dropout(p=0.5, inplace=False)\n",
    "alike ones deeper than is read":
      "(0-999): 1000 x Sequential(\n".repeat(200) + "(0): Dropout(p=0.5, inplace=False)\n",
    "a billion alike ones": "(0-999999999): 1000000000 x Dropout(p=0.1, inplace=False)",
    "a line of a million brackets": `(0): Linear(${"(".repeat(1e6)}`,
    "a hundred thousand apostrophes": `(0): Linear(\n${"it's\n".repeat(1e5)}`,
    "a hundred thousand first lines": "Net(\n".repeat(1e5) + "(0): ReLU()",
    "a hundred thousand blank lines": "Net(\n" + "\n".repeat(1e5) + "(0): ReLU()",
    "a hundred thousand closings": `(0): ReLU()${"\n)".repeat(1e5)}`,
    "a million opening brackets of keys": "(".repeat(1e6),
  };
  for (const [what, text] of Object.entries(long)) it(`of ${what} is read soon`, () => reads(text)).timeout(5_000);
});
