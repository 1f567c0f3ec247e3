import assert from "node:assert/strict";
import { BLOCK_NUMBERS } from "../../../src/core/run/kernels";
import { addNumbers, none } from "../../../src/core/run/measured";
import { varianceOf } from "../../../src/core/statistics/moments";
import { createKernels } from "../../../src/engine/kernels/index";
import { close, normal } from "../core/support";
import { kernelBytes } from "./support";

const kernels = createKernels(kernelBytes);

describe("moments in one pass", () => {
  it("of 1e9 values of mean 1e6 and variance 1 lose no precision", () => {
    const size = { trials: 256, units: 256 };
    const count = size.trials * size.units;
    const values = kernels.floats(count);
    kernels.numbers(normal(1e6, 1), { purpose: "input", seed: 0, ordinal: 0 }).fill(values, count);
    const mean = 1e6 + values.view.reduce((sum, x) => sum + (x - 1e6), 0) / count;
    const variance = values.view.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / count;

    const recorder = kernels.recorder();
    const means = kernels.doubles(size.trials);
    const numbers = new Float64Array(BLOCK_NUMBERS);
    const total = none();
    const blocks = Math.ceil(1e9 / count);
    for (let block = 0; block < blocks; block++) {
      recorder.add(values, size, means, null);
      recorder.block(numbers, 0);
      addNumbers(total, numbers);
      recorder.nextBlock();
    }
    assert.equal(total.values.n, blocks * count);
    // Two passes about 1e6 are right to 2^-53 times the square root of the count; 1e-9 of the spread is far beyond.
    close(total.values.mean, mean, 1e-9, "mean");
    close(varianceOf(total.values), variance, 1e-9, "variance");
    const counts = recorder.counts();
    assert.equal(
      counts.bins?.counts.reduce((sum, times) => sum + times, 0) ?? counts.atoms?.counts.reduce((a, b) => a + b, 0),
      blocks * count,
    );
  });
});
