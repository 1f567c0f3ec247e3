import assert from "node:assert/strict";
import { ARTICLE } from "../../../src/core/presets";
import { parseFromApp, type AppState } from "../../../src/formats/index";

const read = (state: unknown): AppState | null => {
  const message = parseFromApp(JSON.parse(JSON.stringify({ type: "state", state })));
  return message?.type === "state" ? message.state : null;
};
const withSeed = (seed: number) => ({ ...ARTICLE.spec, seed });

describe("a stored state", () => {
  const origin = { spec: withSeed(5), assumptions: ["input normal(0, 1)"] };
  const state = {
    spec: withSeed(0),
    layer: 1,
    preset: "article",
    assumptions: [],
    undo: [{ spec: withSeed(1), origin, assumptions: ["input normal(0, 1)"] }],
    redo: [{ spec: withSeed(2), preset: "mlp", assumptions: [] }],
  };

  it("says of each step of undo what belongs to it", () => {
    assert.deepEqual(read(state), state);
  });

  it("of the older shape is read: its steps belong where the state does", () => {
    const older = { ...state, assumptions: ["a"], undo: [withSeed(1)], redo: [withSeed(2)], origin: withSeed(5) };
    const belongings = { preset: "article", origin: { spec: withSeed(5), assumptions: ["a"] }, assumptions: ["a"] };
    assert.deepEqual(read(older), {
      layer: 1,
      spec: withSeed(0),
      ...belongings,
      undo: [{ spec: withSeed(1), ...belongings }],
      redo: [{ spec: withSeed(2), ...belongings }],
    });
  });

  it("keeps the experiment where what belongs to it cannot be read", () => {
    const unreadable = { preset: 7, origin: { spec: 7 }, assumptions: "none", undo: [{ spec: 7 }], redo: "none" };
    assert.deepEqual(read({ ...state, ...unreadable })?.spec, withSeed(0));
    assert.deepEqual(read({ ...state, undo: [{ spec: { layers: [] }, assumptions: [] }] })?.undo, []);
  });

  it("without an experiment is none", () => {
    assert.equal(read({ ...state, spec: { version: 1, layers: [] } }), null);
  });
});
