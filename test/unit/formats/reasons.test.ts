import assert from "node:assert/strict";
import * as v from "valibot";
import { isNotRun, isSameReason, Reason, reasonsText, reasonText } from "../../../src/formats/index";

/** A reason of each code, and what it says. */
const TEXTS: { readonly [C in Reason["code"]]: readonly [Omit<Extract<Reason, { code: C }>, "code">, string] } = {
  not_known: [{ text: "config.p" }, "config.p isn't known from this file"],
  expression_missing: [{}, "an expression is missing here"],
  callee_not_known: [{ name: "block" }, "what block is isn't known from this file"],
  defined_elsewhere: [{ name: "Block" }, "Block is defined in another file"],
  extends_elsewhere: [{ name: "Config" }, "Config extends a class of another file"],
  value_depends: [{ name: "p", on: "flag" }, "p depends on flag, which isn't known from this file"],
  changes_in_loop: [
    { name: "d", on: "range(n)" },
    "d changes in a loop over range(n), which isn't known from this file",
  ],
  existence_depends: [{ on: "flag" }, "whether this is made depends on flag, which isn't known from this file"],
  repeats: [{ on: "range(n)" }, "how often this repeats depends on range(n), which isn't known from this file"],
  list_extended: [{}, "what a list is extended by isn't known from this file"],
  dictionary_updated: [{}, "what a dictionary is updated with isn't known from this file"],
  items_cut: [{ most: 10_000 }, "only 10 000 items of a list are read"],
  loops_too_deep: [{}, "its loops are nested too deeply"],
  not_run: [{ name: "Conv2d" }, "Conv2d is listed, not run"],
  arithmetic: [{}, "arithmetic is listed, not run"],
  part_of_values: [{}, "taking a part of the values is listed, not run"],
  other_flatten: [{}, "a flatten of other dimensions is listed, not run"],
  bounded_relu: [{}, "a ReLU with a maximum or threshold is listed, not run"],
  shared_mask: [{}, "with noise_shape, values share a mask: it is listed, not run"],
  argument_missing: [{ parameter: "out_features" }, "out_features is missing"],
  wrong_type: [{ parameter: "units", type: "number", written: "ten" }, "units must be a number, but this is ten"],
  no_probability: [{ written: "1.5" }, "1.5 isn't a probability: write a number from 0 to 1"],
  keep_probability: [{}, "keep_prob is the probability to keep"],
  single_layer: [{}, "a single layer drops nothing: dropout acts between layers"],
  between_layers: [{}, "it drops between its layers, not after the last"],
  activity_depends: [{ on: "flag" }, "whether it drops depends on flag"],
  rate_not_printed: [{}, "its rate isn't printed"],
  printed_no_probability: [{}, "what is printed for its rate isn't a probability"],
  not_printed: [{ parameters: ["a", "b", "c"] }, "what is printed doesn't say a, b, and c"],
  several_values: [{ name: "cat" }, "cat takes several values"],
  other_input: [{ name: "fc" }, "fc takes another input"],
  second_input: [{ name: "image" }, "image is another input"],
  several_outputs: [{}, "the model has several outputs"],
  earlier_value: [{ name: "fc" }, "fc takes an earlier value: the model branches"],
  earlier_output: [{}, "what it returns isn't its last value"],
  combined: [{ operator: "+" }, "two values are combined by +"],
  runs_twice: [{ name: "fc" }, "fc runs twice, with the same weights"],
  steps_depend: [{ on: "x > 0" }, "what runs depends on x > 0"],
  forward_elsewhere: [{ name: "Bert" }, "how Bert runs isn't in this file"],
  not_callable: [{ name: "layers" }, "layers can't be called"],
  no_forward: [{}, "no forward pass was found, so the layers are in the order in which they are made"],
  steps_cut: [{ most: 5_000 }, "only 5 000 steps are read"],
  too_long: [{}, "this is too long to follow"],
  forward_not_printed: [
    { name: "Net" },
    "the forward of Net isn't printed: print(model) shows layers in the order in which they were made, which may not be how they run",
  ],
  printed_apart: [{}, "its layers don't run one after another"],
  too_many_units: [
    { layer: "head", units: 100_000, most: 65_536 },
    "head has 100 000 units on one side; at most 65 536 are run",
  ],
  too_many_weights: [
    { layer: "fc1", inputs: 25_088, units: 4_096, most: 67_108_864 },
    "fc1 has 25 088 × 4 096 weights; at most 67 108 864 are run",
  ],
  no_own_dropout: [{ layer: "fc" }, "fc is in a part without a dropout of its own"],
  input_not_known: [{ layer: "fc" }, "what enters fc isn't known"],
  never_called: [{ model: "Net" }, "Net makes it and never calls it"],
};

const examples = Object.entries(TEXTS).map(
  ([code, [facts, text]]): { readonly reason: Reason; readonly text: string } => ({
    reason: { code, ...facts } as Reason,
    text,
  }),
);
const shown = (text: string): string => text.replaceAll("\u202f", " ");

describe("A reason", () => {
  for (const { reason, text } of examples) {
    it(`${reason.code} reads "${text}"`, () => {
      assert.equal(shown(reasonText(reason)), text);
    });
  }

  it("says less where it knows less", () => {
    assert.equal(reasonText({ code: "repeats" }), "how often this repeats isn't known from this file");
    assert.equal(
      reasonText({ code: "changes_in_loop", name: "d" }),
      "d changes in a loop, and how often that repeats isn't known from this file",
    );
    assert.equal(reasonText({ code: "not_printed", parameters: ["p"] }), "what is printed doesn't say p");
    assert.equal(reasonText({ code: "not_printed", parameters: ["a", "b"] }), "what is printed doesn't say a and b");
  });

  it("begins with its line where it has one, and several are one text", () => {
    const reasons: Reason[] = [
      { code: "input_not_known", layer: "fc" },
      { code: "combined", operator: "+", line: 1_209 },
    ];
    assert.equal(shown(reasonsText(reasons)), "what enters fc isn't known; Line 1 209: two values are combined by +");
  });

  it("is of the format, with its facts and nothing else", () => {
    for (const { reason } of examples) {
      assert.deepEqual(v.parse(Reason, reason), reason);
      assert.deepEqual(v.parse(Reason, { ...reason, line: 3, more: 1 }), { ...reason, line: 3 });
    }
    for (const wrong of [{}, { code: "other" }, { code: "not_known" }, { code: "too_long", line: 0 }]) {
      assert.equal(v.is(Reason, wrong), false);
    }
  });

  it("says of a layer that isn't run either that, or what isn't known of it", () => {
    const notRun = examples.filter(({ reason }) => isNotRun(reason)).map(({ text }) => text);
    assert.ok(notRun.length > 0 && notRun.every((text) => text.endsWith("listed, not run")));
    assert.equal(isNotRun({ code: "not_known", text: "Conv2d is listed, not run" }), false);
  });

  it("is the same as another of the same code and facts", () => {
    assert.ok(isSameReason({ code: "not_known", text: "p" }, { code: "not_known", text: "p" }));
    assert.ok(!isSameReason({ code: "not_known", text: "p" }, { code: "not_known", text: "q" }));
    assert.ok(!isSameReason({ code: "defined_elsewhere", name: "p" }, { code: "forward_elsewhere", name: "p" }));
  });
});
