// onnxruntime-web on WebAssembly, one thread. Its generators are seeded when a session is made, and go on from run to run.
// Histograms and moments are a loop over the outputs' data: ONNX has no histogram.
import * as ort from "onnxruntime-web/wasm";
import { readFileSync } from "node:fs";
import * as inputs from "./inputs.mjs";
import { constant, model, node, yes } from "./onnx-model.mjs";
import { serve } from "./protocol.mjs";
import { Record, summariesOf, triangularSummary } from "./record.mjs";

const NEURON_BATCH = 10_000;
const WHOLE_BATCH = 512;
const SIDE = 1024;

ort.env.wasm.numThreads = 1;
const sessions = new Map();

/** The session of a model, made once for each name. */
async function sessionOf(name, make) {
  if (!sessions.has(name)) sessions.set(name, await ort.InferenceSession.create(make()));
  return sessions.get(name);
}
const tensor = (values, shape) => new ort.Tensor("float32", values, shape);
const dropoutNode = (x, y, seed, mask) =>
  node("Dropout", [x, "p", "yes"], mask ? [y, mask] : [y], { seed: BigInt(seed) });

async function dropout({ seed, size, timed }) {
  const session = await sessionOf("dropout", () =>
    model([dropoutNode("x", "y", seed), constant("p", [], [inputs.P]), yes("yes")], { x: [size] }, { y: [size] }),
  );
  const x = tensor(inputs.fillActivations(new Float32Array(size)), [size]);
  const { y } = await timed(() => session.run({ x }));
  return { out: inputs.momentsOf(y.data) };
}

const neuronModel = (seed) => {
  const shape = [NEURON_BATCH, 1];
  const parts = [
    dropoutNode("x", "d", seed),
    node("MatMul", ["d", "w"], ["train"]),
    node("Mul", ["train", "q"], ["unscaledTrain"]),
    constant("p", [], [inputs.P]),
    constant("q", [], [1 - inputs.P]),
    constant("w", [100, 1], new Array(100).fill(1)),
    yes("yes"),
  ];
  return model(parts, { x: [NEURON_BATCH, 100] }, { train: shape, unscaledTrain: shape });
};

async function neuron({ seed, size, timed }) {
  const session = await sessionOf("neuron", () => neuronModel(seed));
  const x = tensor(new Float32Array(NEURON_BATCH * 100).fill(1), [NEURON_BATCH, 100]);
  const records = { train: new Record(), unscaledTrain: new Record() };
  await timed(async () => {
    for (let at = 0; at < size; at += NEURON_BATCH) {
      const outputs = await session.run({ x });
      // A model has one size: of the last batch only the trials that are asked for count.
      for (const [name, each] of Object.entries(records)) each.add(outputs[name].data.subarray(0, size - at));
    }
  });
  return summariesOf(Object.entries(records));
}

async function gemm({ seed, size, timed }) {
  const shapes = { a: [size, SIDE], w: [SIDE, SIDE] };
  const session = await sessionOf(`gemm ${size}`, () =>
    model([node("MatMul", ["a", "w"], ["c"])], shapes, { c: [size, SIDE] }),
  );
  const a = tensor(inputs.fillMatrix(new Float32Array(size * SIDE), seed, 0), shapes.a);
  const w = inputs.fillMatrix(new Float32Array(SIDE * SIDE), seed, 1);
  const wt = tensor(
    w.map((_, i) => w[(i % SIDE) * SIDE + Math.floor(i / SIDE)]),
    shapes.w,
  );
  const { c } = await timed(() => session.run({ a, w: wt }));
  return inputs.productResults(c.data);
}

async function histogram({ seed, size, timed }) {
  const x = tensor(inputs.fillTriangular(new Float32Array(size), seed), [size]);
  return { values: await timed(() => triangularSummary(x.data, inputs.BINS)) };
}

/** The network for one batch; the modes' names as in experiments.ts. */
function wholeModel(seed) {
  const [n, wide, last] = [WHOLE_BATCH, inputs.WIDTHS[1], inputs.WIDTHS[3]];
  const parts = [constant("p", [], [inputs.WHOLE_P]), constant("q", [], [1 - inputs.WHOLE_P]), yes("yes")];
  const outputs = {};
  const add = (operator, from, to, attributes) => parts.push(node(operator, from, [to], attributes));
  const give = (operator, from, to, units = wide) => {
    add(operator, from, to);
    outputs[to] = [n, units];
  };
  inputs.readParameters().forEach(([weight, bias], i) => {
    const fanIn = weight.length / bias.length;
    const transposed = weight.map((_, at) => weight[(at % bias.length) * fanIn + Math.floor(at / bias.length)]);
    parts.push(constant(`w${i}`, [fanIn, bias.length], transposed), constant(`b${i}`, [bias.length], bias));
  });
  parts.push(node("RandomNormal", [], ["x"], { shape: [n, inputs.WIDTHS[0]], seed: seed }));
  give("Gemm", ["x", "w0", "b0"], "0.eval");
  give("Relu", ["0.eval"], "1.eval");
  parts.push(dropoutNode("1.eval", "2.train", seed));
  outputs["2.train"] = [n, wide];
  give("Mul", ["2.train", "q"], "2.unscaledTrain");
  // One product serves both.
  add("MatMul", ["2.train", "w1"], "s");
  add("Mul", ["s", "q"], "qs");
  give("Gemm", ["1.eval", "w1", "b1"], "3.eval");
  give("Add", ["s", "b1"], "3.train");
  give("Add", ["qs", "b1"], "3.unscaledTrain");
  for (const mode of ["eval", "train", "unscaledTrain"]) give("Relu", [`3.${mode}`], `4.${mode}`);
  // Its mask, as a number, serves the unscaled mode.
  parts.push(dropoutNode("4.train", "5.train", seed + 1, "kept"), node("Cast", ["kept"], ["keep"], { to: 1n }));
  outputs["5.train"] = [n, wide];
  give("Mul", ["4.unscaledTrain", "keep"], "5.unscaledTrain");
  for (const [mode, from] of [
    ["eval", "4.eval"],
    ["train", "5.train"],
    ["unscaledTrain", "5.unscaledTrain"],
  ]) {
    give("Gemm", [from, "w2", "b2"], `6.${mode}`, last);
  }
  return model(parts, {}, outputs);
}

async function whole({ seed, size, timed }) {
  const session = await sessionOf("whole", () => wholeModel(seed));
  const records = new Map();
  await timed(async () => {
    for (let at = 0; at < size; at += WHOLE_BATCH) {
      const outputs = await session.run({});
      for (const [name, { data, dims }] of Object.entries(outputs)) {
        if (!records.has(name)) records.set(name, new Record());
        records.get(name).add(data.subarray(0, (size - at) * dims[1]));
      }
    }
  });
  return summariesOf(records);
}

const { version } = JSON.parse(readFileSync(new URL("../node_modules/onnxruntime-web/package.json", import.meta.url)));
await serve(`onnxruntime-web ${version}`, { dropout, neuron, gemm, histogram, whole });
