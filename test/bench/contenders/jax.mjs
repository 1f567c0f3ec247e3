// jax-js on its WebAssembly backend. Histograms and moments are a loop over the arrays' data: it has no histogram.
import { defaultDevice, init, jit, numpy as np, random } from "@jax-js/jax";
import { readFileSync } from "node:fs";
import * as inputs from "./inputs.mjs";
import { serve } from "./protocol.mjs";
import { Record, summariesOf, triangularSummary } from "./record.mjs";

const NEURON_BATCH = 16384;
const WHOLE_BATCH = 512;
const SIDE = 1024;

await init("wasm");
defaultDevice("wasm");

const q = 1 - inputs.WHOLE_P;
const arrayOf = (values, shape) => np.array(values).reshape(shape);
const [first, second, third] = inputs.readParameters().map(([weight, bias]) => ({
  weight: np.transpose(arrayOf(weight, [bias.length, weight.length / bias.length])),
  bias: np.array(bias),
}));

const keep = (key, shape, p) => random.uniform(key, shape).greaterEqual(p).astype(np.float32);
const scaledMask = jit((key, x) => x.mul(keep(key, [10_000_000], inputs.P)).mul(1 / (1 - inputs.P)));

async function dropout({ seed, size, timed }) {
  const x = np.array(inputs.fillActivations(new Float32Array(size)));
  const key = random.key(seed);
  const out = await timed(() => scaledMask(key, x).data());
  return { out: inputs.momentsOf(out) };
}

const neuronBatch = jit((key, weight) => keep(key, [NEURON_BATCH, 100], inputs.P).mul(weight).sum(1));
const ones = np.ones([100]);

async function neuron({ seed, size, timed }) {
  const records = new Map([
    ["train", new Record()],
    ["unscaledTrain", new Record()],
  ]);
  await timed(async () => {
    for (let at = 0; at < size; at += NEURON_BATCH) {
      // A jitted function has one size: of the last batch only the trials that are asked for count.
      const all = await neuronBatch(random.key(seed * 64 + at / NEURON_BATCH), ones.ref).data();
      const unscaled = all.subarray(0, size - at);
      records.get("unscaledTrain").add(unscaled);
      records.get("train").add(unscaled.map((x) => x / (1 - inputs.P)));
    }
  });
  return summariesOf(records);
}

async function gemm({ seed, size, timed }) {
  const matrix = (rows, which) => arrayOf(inputs.fillMatrix(new Float32Array(rows * SIDE), seed, which), [rows, SIDE]);
  const a = matrix(size, 0);
  const wt = np.array(await np.transpose(matrix(SIDE, 1)).data()).reshape([SIDE, SIDE]);
  return inputs.productResults(await timed(() => np.matmul(a, wt).data()));
}

async function histogram({ seed, size, timed }) {
  const x = np.array(inputs.fillTriangular(new Float32Array(size), seed));
  return { values: await timed(async () => triangularSummary(await x.data(), inputs.BINS)) };
}

const relu = (x) => np.maximum(x, 0);
const linear = (x, { weight, bias }) => np.matmul(x, weight.ref).add(bias.ref);

async function whole({ seed, size, timed }) {
  const records = new Map();
  const record = async (name, x) => {
    if (!records.has(name)) records.set(name, new Record());
    records.get(name).add(await x.ref.data());
    return x;
  };
  const batch = async (count, key) => {
    const width = inputs.WIDTHS[1];
    const masks = [1, 2].map((i) => keep(random.key(key * 4 + i), [count, width], inputs.WHOLE_P));
    const x = random.normal(random.key(key * 4), [count, inputs.WIDTHS[0]]);
    let e = await record("0.eval", linear(x, first));
    e = await record("1.eval", relu(e));
    let u = await record("2.unscaledTrain", e.ref.mul(masks[0]));
    (await record("2.train", u.ref.div(q))).dispose();
    // One product serves both.
    const s = np.matmul(u, second.weight.ref);
    e = await record("3.eval", linear(e, second));
    u = await record("3.unscaledTrain", s.ref.add(second.bias.ref));
    let t = await record("3.train", s.div(q).add(second.bias.ref));
    e = await record("4.eval", relu(e));
    u = await record("4.unscaledTrain", relu(u));
    t = await record("4.train", relu(t));
    u = await record("5.unscaledTrain", u.mul(masks[1].ref));
    t = await record("5.train", t.mul(masks[1]).div(q));
    (await record("6.eval", linear(e, third))).dispose();
    (await record("6.unscaledTrain", linear(u, third))).dispose();
    (await record("6.train", linear(t, third))).dispose();
  };
  await timed(async () => {
    for (let at = 0; at < size; at += WHOLE_BATCH) {
      await batch(Math.min(WHOLE_BATCH, size - at), (seed * 64 + at / WHOLE_BATCH) % 0x1000000);
    }
  });
  return summariesOf(records);
}

const { version } = JSON.parse(readFileSync(new URL("../node_modules/@jax-js/jax/package.json", import.meta.url)));
await serve(`jax-js ${version}`, { dropout, neuron, gemm, histogram, whole });
