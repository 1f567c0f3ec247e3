import assert from "node:assert/strict";
import { checkFor } from "../../bench/driver/agreement";
import { readOptions } from "../../bench/driver/options";
import { fillMatrix, fillTriangular, productResults } from "../../bench/contenders/inputs.mjs";

const SIZE = 10_000;
/** A histogram of values that are all about the mean. */
const near = (mean: number, count: number): object => ({ low: mean - 0.5, width: 1, counts: [count] });
const neuron = (mean: number, variance: number, count = SIZE, binned = count): object => ({
  train: { count, mean, variance, histogram: near(mean, binned) },
  unscaledTrain: { count: SIZE, mean: 60, variance: 24, histogram: near(60, SIZE) },
});

describe("the bench's check of results", () => {
  it("takes a neuron within six standard errors and refuses one beyond", async () => {
    const check = await checkFor(["neuron"]);
    const variance = (100 * 0.4) / 0.6;
    const error = Math.sqrt(variance / SIZE);
    const wrong = (results: object): string[] => check("neuron", 1, SIZE, results as Record<string, unknown>);
    assert.deepEqual(wrong(neuron(100 + 5 * error, variance)), []);
    assert.match(wrong(neuron(100 + 7 * error, variance)).join(), /^train: mean is 100\.57/);
    assert.match(wrong(neuron(100, variance * (1 + 7 * Math.sqrt(2 / SIZE)))).join(), /^train: variance is/);
  });

  it("refuses fewer values, values that no bin holds, and a mode that is missing", async () => {
    const check = await checkFor(["neuron"]);
    const wrong = (results: object): string => check("neuron", 1, SIZE, results as Record<string, unknown>).join();
    const variance = (100 * 0.4) / 0.6;
    assert.equal(wrong(neuron(100, variance, SIZE - 1)), "train: 9999 values instead of 10000");
    assert.equal(wrong(neuron(100, variance, SIZE, SIZE - 1)), "train: the bins hold 9999 of 10000 values");
    assert.equal(wrong({ ...neuron(100, variance), train: undefined }), "train is missing");
  });

  it("refuses a dropout with the wrong share of zeros", async () => {
    const check = await checkFor(["dropout"]);
    const x = Array.from({ length: 256 }, (_, i) => 1 + i / 256);
    const mean = x.reduce((sum, each) => sum + each, 0) / 256;
    const variance = x.reduce((sum, each) => sum + each * each, 0) / 256 / 0.6 - mean * mean;
    const wrong = (zeros: number): string[] =>
      check("dropout", 1, SIZE, { out: { count: SIZE, zeros, mean, variance } });
    assert.deepEqual(wrong(4000), []);
    assert.match(wrong(4300).join(), /^out: zeros is 4300/);
  });

  it("refuses a product with one wrong number, and one of other matrices", async () => {
    const check = await checkFor(["gemm"]);
    const rows = 8;
    const product = (seed: number): Float32Array => {
      const a = fillMatrix(new Float32Array(rows * 1024), seed, 0);
      const w = fillMatrix(new Float32Array(1024 * 1024), seed, 1);
      return new Float32Array(rows * 1024).map((_, at) => {
        let sum = 0;
        for (let k = 0; k < 1024; k++) sum += a[(at >> 10) * 1024 + k]! * w[(at & 1023) * 1024 + k]!;
        return sum;
      });
    };
    const right = product(5);
    assert.deepEqual(check("gemm", 5, rows, { ...productResults(right) }), []);
    assert.match(check("gemm", 6, rows, { ...productResults(right) }).join(), /^number 0 is/);
    right[4099]! += 0.01;
    assert.match(check("gemm", 5, rows, { ...productResults(right) }).join(), /^number 4099 is/);
  });

  it("refuses a histogram with one count in the wrong bin", async () => {
    const check = await checkFor(["histogram"]);
    const x = fillTriangular(new Float32Array(SIZE), 3);
    const counts = new Array<number>(512).fill(0);
    x.forEach((value) => (counts[Math.floor((value + 1) * 256)]! += 1));
    const mean = x.reduce((sum, each) => sum + each, 0) / SIZE;
    const variance = x.reduce((sum, each) => sum + (each - mean) ** 2, 0) / SIZE;
    const results = { values: { count: SIZE, mean, variance, histogram: { low: -1, width: 1 / 256, counts } } };
    assert.deepEqual(check("histogram", 3, SIZE, results), []);
    counts[200]! += 1;
    counts[201]! -= 1;
    assert.deepEqual(check("histogram", 3, SIZE, results), ["values: counts differ"]);
  });
});

describe("the bench's options", () => {
  it("name what they do not know", () => {
    assert.throws(() => readOptions(["--works", "dropout,nothing"]), /--works has "nothing": write some of dropout,/);
    assert.throws(() => readOptions(["--repetitions", "0"]), /--repetitions is "0": write an integer of at least 1/);
    assert.deepEqual(readOptions(["--works", "neuron", "--repetitions", "2"])?.works, ["neuron"]);
  });
});
