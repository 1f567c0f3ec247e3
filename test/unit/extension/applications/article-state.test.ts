import assert from "node:assert/strict";
import { articleState } from "../../../../src/extension/applications/article-state";
import { parseFromApp } from "../../../../src/formats/index";

describe("The state of an application that has shown nothing yet", () => {
  it("is the article's experiment with the settings' trials and seed, and one that applications read", () => {
    const state = articleState({ trials: 12, seed: 3 });
    assert.deepEqual([state.preset, state.spec.trials, state.spec.seed, state.layer], ["article", 12, 3, 1]);
    assert.deepEqual(parseFromApp({ type: "state", state }), { type: "state", state });
  });
});
