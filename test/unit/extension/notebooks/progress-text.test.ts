import assert from "node:assert/strict";
import { progressText, startText } from "../../../../src/extension/notebooks/progress-text";

const plain = (text: string | undefined) => text?.replaceAll("\u202f", " ");

describe("What a cell says of a run under way", () => {
  it("is an estimate at once where it will take longer than some seconds, and nothing where it will not", () => {
    assert.equal(startText(10_000, 0.4), undefined);
    assert.equal(
      plain(startText(1_000_000_000, 40)),
      "Running 1 000 000 000 trials, which will take about 40 s. Interrupt the kernel to stop.",
    );
  });

  it("is the share that is done, and the time that the rest takes at the same speed", () => {
    assert.equal(plain(progressText(2_000_000, 0.25, 4)), "Running 2 000 000 trials: 25 %, about 12 s left");
    assert.equal(plain(progressText(10, 0, 4)), "Running 10 trials: 0 %");
  });
});
