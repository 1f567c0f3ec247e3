import assert from "node:assert/strict";
import fc from "fast-check";
import { ARTICLE } from "../../../src/core/presets";
import { sameSpec, sameValue } from "../../../src/formats/index";

describe("The same spec", () => {
  it("has the same values, whatever the order of its keys and its $schema", () => {
    const shuffled = Object.fromEntries(Object.entries(ARTICLE.spec).reverse()) as unknown as typeof ARTICLE.spec;
    assert.ok(sameSpec(ARTICLE.spec, { ...shuffled, $schema: "./dropout.schema.json" }));
    assert.ok(!sameSpec(ARTICLE.spec, { ...ARTICLE.spec, seed: 1 }));
    assert.ok(!sameSpec(ARTICLE.spec, { ...ARTICLE.spec, layers: ARTICLE.spec.layers.slice(1) }));
  });

  it("takes a member that is undefined for one that is not there, and no list for an object", () => {
    assert.ok(sameValue({ a: 1, b: undefined }, { a: 1 }));
    assert.ok(!sameValue({ a: 1 }, { a: 1, b: null }));
    assert.ok(!sameValue([], {}));
    assert.ok(!sameValue({ 0: 1 }, [1]));
  });

  it("is the same as its copy through JSON, and another where that is another text", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        assert.ok(sameValue(a, JSON.parse(JSON.stringify(a))));
        assert.equal(sameValue(a, b), sameValue(b, a));
        if (JSON.stringify(a) === JSON.stringify(b)) assert.ok(sameValue(a, b));
      }),
    );
  });
});
