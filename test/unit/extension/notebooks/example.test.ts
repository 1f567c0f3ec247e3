import assert from "node:assert/strict";
import { runHere } from "../../../../src/core/reference/index";
import { readCell } from "../../../../src/extension/notebooks/cell-text";
import { EXAMPLE } from "../../../../src/extension/notebooks/example";
import { DEFAULTS, type LayerReport } from "../../../../src/formats/index";
import { readExperiments } from "../../../../src/python/index";

const TRIALS = 10_000;
const cells = EXAMPLE.filter(({ kind }) => kind === "code").map(({ text }) => text);

/** The layers of the report of a code cell, which must leave nothing to assume. */
async function layersOf(index: number): Promise<readonly LayerReport[]> {
  const reading = await readCell(cells[index] ?? assert.fail(), (python) =>
    Promise.resolve(readExperiments(python, DEFAULTS)),
  );
  assert.ok(reading.kind === "experiment", cells[index]);
  assert.deepEqual([reading.assumptions, reading.spec.trials], [[], TRIALS]);
  return runHere(reading.spec).layers;
}

/** Holds where the mean lies within four standard errors of `mean`, for a standard deviation `sd` over trials. */
function isNear(layer: LayerReport | undefined, mode: keyof LayerReport["modes"], mean: number, sd: number): void {
  const measured = layer?.modes[mode].mean ?? NaN;
  assert.ok(Math.abs(measured - mean) <= 4 * (sd / Math.sqrt(TRIALS)), `${mode}: ${measured}, not ${mean}`);
}

/** Within four standard errors of a standard deviation, about sd / sqrt(2 n) where values are nearly normal. */
function spreads(layer: LayerReport | undefined, mode: keyof LayerReport["modes"], sd: number): void {
  const measured = Math.sqrt(layer?.modes[mode].variance ?? NaN);
  assert.ok(Math.abs(measured - sd) <= (4 * sd) / Math.sqrt(2 * TRIALS), `${mode}: ${measured}, not ${sd}`);
}

/** The probabilities that a mask keeps 0, 1, …, 100 of 100 inputs. */
function binomial(q: number): number[] {
  const shares = [(1 - q) ** 100];
  for (let k = 1; k <= 100; k++) shares.push((shares[k - 1]! * (101 - k) * q) / (k * (1 - q)));
  return shares;
}

describe("The notebook of the article", () => {
  it("asks before each of its four cells, and answers after it, folded", () => {
    assert.equal(cells.length, 4);
    EXAMPLE.forEach(({ kind }, i) => {
      if (kind !== "code") return;
      assert.match(EXAMPLE[i - 1]?.text ?? "", /\*\*Guess:\*\* /);
      assert.match(EXAMPLE[i + 1]?.text ?? "", /^<details>[^]*<summary>[^]*<\/details>$/);
    });
  });

  it("1: a mask zeroes 40 % and makes 1/(1-p) of the others, so that means of 0.6, 1 and 1 come out", async () => {
    const [mask] = await layersOf(0);
    const sd = Math.sqrt(0.4 * 0.6) / 10;
    isNear(mask, "unscaledTrain", 0.6, sd);
    isNear(mask, "train", 1, sd / 0.6);
    assert.equal(mask?.modes.eval.mean, 1);
    assert.equal(mask.modes.train.max, Math.fround(1 / 0.6));
  });

  it("2: the neuron receives 60 = 100 (1-p) in unscaled train, 100 in train and 100 in eval", async () => {
    const [, neuron] = await layersOf(1);
    isNear(neuron, "unscaledTrain", 60, Math.sqrt(24));
    isNear(neuron, "train", 100, Math.sqrt(24) / 0.6);
    assert.equal(neuron?.modes.eval.mean, 100);
    spreads(neuron, "unscaledTrain", 4.899);
    spreads(neuron, "train", 8.165);
  });

  it("3: with p = 0.5 it spreads by 5 = sqrt(100 p q) in unscaled train and by 10 in train", async () => {
    const [, neuron] = await layersOf(2);
    spreads(neuron, "unscaledTrain", 5);
    spreads(neuron, "train", 10);
    isNear(neuron, "train", 100, 10);
    assert.equal(neuron?.modes.eval.variance, 0);
  });

  it("4: after the ReLU it gives 10 in eval, nothing in unscaled train, and more than 10 in train", async () => {
    const [, , relu] = await layersOf(3);
    assert.equal(relu?.modes.eval.mean, 10);
    const kept = binomial(0.6);
    const above = kept.slice(91).reduce((sum, share) => sum + share, 0);
    // Fewer than one trial in a billion exceeds zero.
    assert.ok(above < 1e-9);
    assert.equal(relu.modes.unscaledTrain.max, 0);
    const values = kept.map((_, k) => Math.max(0, k / 0.6 - 90));
    const mean = values.reduce((sum, value, k) => sum + value * kept[k]!, 0);
    const variance = values.reduce((sum, value, k) => sum + (value - mean) ** 2 * kept[k]!, 0);
    assert.ok(mean > 10.3);
    isNear(relu, "train", mean, Math.sqrt(variance));
  });
});
