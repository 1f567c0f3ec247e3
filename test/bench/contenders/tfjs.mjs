// TensorFlow.js on its WebAssembly backend, one thread in Node. Histograms and moments are a loop over the tensors' data:
// tf.bincount and tf.moments take longer.
import * as tf from "@tensorflow/tfjs-core";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import * as inputs from "./inputs.mjs";
import { serve } from "./protocol.mjs";
import { Record, summariesOf, triangularSummary } from "./record.mjs";

const NEURON_BATCH = 4096;
const WHOLE_BATCH = 512;
const SIDE = 1024;

const require = createRequire(import.meta.url);
setWasmPaths(dirname(require.resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm")) + sep);
await tf.setBackend("wasm");

const parameters = inputs.readParameters().map(([weight, bias]) => ({
  // Transposed beforehand: a product that transposes is ten times as slow.
  weight: tf.transpose(tf.tensor2d(weight, [bias.length, weight.length / bias.length])),
  bias: tf.tensor1d(bias),
}));
const linear = (x, { weight, bias }) => tf.add(tf.matMul(x, weight), bias);

async function dropout({ seed, size, timed }) {
  const x = tf.tensor1d(inputs.fillActivations(new Float32Array(size)));
  const out = await timed(() => tf.dropout(x, inputs.P, undefined, seed));
  const results = { out: inputs.momentsOf(out.dataSync()) };
  tf.dispose([x, out]);
  return results;
}

async function neuron({ seed, size, timed }) {
  const weight = tf.ones([100, 1]);
  const records = new Map([
    ["train", new Record()],
    ["unscaledTrain", new Record()],
  ]);
  await timed(() => {
    for (let at = 0; at < size; at += NEURON_BATCH) {
      const ones = tf.ones([Math.min(NEURON_BATCH, size - at), 100]);
      const train = tf.tidy(() => tf.matMul(tf.dropout(ones, inputs.P, undefined, `${seed} ${at}`), weight));
      const unscaled = tf.mul(train, 1 - inputs.P);
      records.get("train").add(train.dataSync());
      records.get("unscaledTrain").add(unscaled.dataSync());
      tf.dispose([ones, train, unscaled]);
    }
  });
  weight.dispose();
  return summariesOf(records);
}

async function gemm({ seed, size, timed }) {
  const matrix = (rows, which) =>
    tf.tensor2d(inputs.fillMatrix(new Float32Array(rows * SIDE), seed, which), [rows, SIDE]);
  const [a, w] = [matrix(size, 0), matrix(SIDE, 1)];
  const wt = tf.transpose(w);
  const c = await timed(() => tf.matMul(a, wt));
  const results = inputs.productResults(c.dataSync());
  tf.dispose([a, w, wt, c]);
  return results;
}

async function histogram({ seed, size, timed }) {
  const x = tf.tensor1d(inputs.fillTriangular(new Float32Array(size), seed));
  const values = await timed(() => triangularSummary(x.dataSync(), inputs.BINS));
  x.dispose();
  return { values };
}

async function whole({ seed, size, timed }) {
  const records = new Map();
  const record = (name, x) => {
    if (!records.has(name)) records.set(name, new Record());
    records.get(name).add(x.dataSync());
    return x;
  };
  const q = 1 - inputs.WHOLE_P;
  const [first, second, third] = parameters;
  const batch = (count, key) => {
    const mask = (x, which) =>
      tf.cast(
        tf.greaterEqual(tf.randomUniform(x.shape, 0, 1, "float32", `${key} ${which}`), inputs.WHOLE_P),
        "float32",
      );
    let e = record("0.eval", linear(tf.randomNormal([count, inputs.WIDTHS[0]], 0, 1, "float32", key), first));
    e = record("1.eval", tf.relu(e));
    let u = record("2.unscaledTrain", tf.mul(e, mask(e, "a")));
    let t = record("2.train", tf.div(u, q));
    // One product serves both.
    const s = tf.matMul(u, second.weight);
    e = record("3.eval", linear(e, second));
    u = record("3.unscaledTrain", tf.add(s, second.bias));
    t = record("3.train", tf.add(tf.div(s, q), second.bias));
    e = record("4.eval", tf.relu(e));
    u = record("4.unscaledTrain", tf.relu(u));
    t = record("4.train", tf.relu(t));
    const keep = mask(e, "b");
    u = record("5.unscaledTrain", tf.mul(u, keep));
    t = record("5.train", tf.div(tf.mul(t, keep), q));
    record("6.eval", linear(e, third));
    record("6.unscaledTrain", linear(u, third));
    record("6.train", linear(t, third));
  };
  await timed(() => {
    for (let at = 0; at < size; at += WHOLE_BATCH) {
      tf.tidy(() => batch(Math.min(WHOLE_BATCH, size - at), seed * 8191 + at));
    }
  });
  return summariesOf(records);
}

await serve(`tfjs ${tf.version_core}`, { dropout, neuron, gemm, histogram, whole });
