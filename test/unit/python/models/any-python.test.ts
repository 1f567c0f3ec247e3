import assert from "node:assert/strict";
import fc from "fast-check";
import * as v from "valibot";
import { SourceModel } from "../../../../src/formats/index";
import { ModelReader, segmentsOf } from "../../../../src/python/index";
import { mostUnits } from "../../../../src/python/models/values/budget";

const name = fc.constantFrom("a", "b", "x", "self", "n", "f", "A", "B");
const atom = fc.constantFrom(
  ...(
    "1|0|-1|2.5|'k'|None|True|[]|()|{}|nn|torch|keras|layers|nn.Dropout(.5)|nn.Linear(2, 3)|nn.Sequential()|" +
    "nn.ModuleList()|nn.ModuleDict()|keras.Input((4,))|layers.Dense(4)|layers.Dropout(.5)|super()|self.n|range(3)|F|" +
    "self.training|nn.LSTM(2, 3)|nn.TransformerEncoderLayer(8, 2)|..."
  ).split("|"),
);
const method = fc.constantFrom(
  ...(
    "append extend insert pop items keys values copy update get add add_module forward children named_children a n " +
    "format upper in_features input output view flatten size reverse setdefault data parse_args add_argument to T " +
    "__call__ __init__ call"
  ).split(" "),
);
const callee = fc.constantFrom(
  ...(
    "len list tuple zip enumerate reversed sorted dict map min max sum round abs int float str bool getattr setattr " +
    "hasattr print range copy.deepcopy OrderedDict partial F.relu F.dropout torch.cat torch.flatten nn.Sequential " +
    "nn.ModuleList nn.ModuleDict nn.TransformerEncoder keras.Sequential keras.Model layers.Add() " +
    "layers.TimeDistributed layers.Activation layers.ReLU argparse.ArgumentParser namedtuple math.prod math.sqrt " +
    "SimpleNamespace tf.nn.dropout nn.Conv2d nn.Flatten DropPath keras.applications.VGG16 dataclasses.field"
  ).split(" "),
);
const operator = fc.constantFrom(..."+ - * / // % ** @ == < in is and or".split(" "));
const prefix = fc.constantFrom("", "", "", "*", "**", "name=", "p=", "units=", "activation=", "training=", "shape=");
const together = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((pieces) => pieces.join(""));
const is = fc.constant<string>;

/** Expressions in which anything is called with, indexed by and combined with anything. */
const { expression } = fc.letrec<{ expression: string; list: string; compound: string }>((tie) => ({
  expression: fc.oneof({ maxDepth: 4, withCrossShrink: true }, fc.oneof(atom, name), tie("compound")),
  list: fc.array(together(prefix, tie("expression")), { maxLength: 3 }).map((items) => items.join(", ")),
  compound: fc.oneof(
    together(tie("expression"), is("."), method, is("("), tie("list"), is(")")),
    together(callee, is("("), tie("list"), is(")")),
    together(is("["), tie("list"), is("]")),
    together(is("("), tie("expression"), is(", "), tie("expression"), is(")")),
    together(is("{"), tie("expression"), is(": "), tie("expression"), is(", **"), tie("expression"), is("}")),
    together(is("("), tie("expression"), is(" "), operator, is(" "), tie("expression"), is(")")),
    together(tie("expression"), is("["), tie("expression"), is("]")),
    together(tie("expression"), is("["), fc.oneof(is(""), tie("expression")), is(":"), tie("expression"), is("]")),
    together(tie("expression"), is("[:]")),
    together(is("["), tie("expression"), is(" for "), name, is(" in "), tie("expression"), is("]")),
    together(is("("), tie("expression"), is(" if "), tie("expression"), is(" else "), tie("expression"), is(")")),
    together(is("(lambda x: "), tie("expression"), is(")("), tie("list"), is(")")),
    together(tie("expression"), is("("), tie("list"), is(")")),
    together(tie("expression"), is("."), method),
    together(is('f"{'), name, is('}{a}"')),
  ),
}));

const base = fc.oneof(fc.constantFrom("nn.Module", "A", "keras.Model", "nn.Sequential", "nn.Linear"), expression);
const indented = (lines: readonly string[]): string =>
  lines.map((line) => ` ${line.replaceAll("\n", "\n ")}`).join("\n");

const { statement } = fc.letrec<{ statement: string; body: string; compound: string }>((tie) => ({
  statement: fc.oneof(
    { maxDepth: 3 },
    together(name, is(" = "), expression),
    together(name, is("."), method, is(" = "), expression),
    together(name, is(" += "), expression),
    together(is("return "), expression),
    together(name, is(", *b = "), expression),
    together(name, is("["), expression, is("] = "), expression),
    tie("compound"),
  ),
  body: fc.array(tie("statement"), { minLength: 1, maxLength: 3 }).map(indented),
  compound: fc.oneof(
    together(is("for "), name, is(" in "), expression, is(":\n"), tie("body")),
    together(is("if "), expression, is(":\n"), tie("body"), is("\nelse:\n"), tie("body")),
    together(is("def "), fc.oneof(name, method), is("(self, x, *a, **b):\n"), tie("body")),
    together(is("class "), fc.constantFrom("A", "B"), is("("), base, is("):\n"), tie("body")),
    together(is("with "), expression, is(" as "), name, is(":\n"), tie("body")),
  ),
}));

describe("Python in which anything is done with anything", () => {
  it("is read without an error, within its budget, to models of the format", () => {
    const texts = fc.array(statement, { minLength: 1, maxLength: 8 }).map((lines) => lines.join("\n"));
    const reads = (text: string): void => {
      const reader = new ModelReader(`import torch.nn as nn\n${text}`);
      for (const model of reader.models()) {
        assert.deepEqual(v.parse(SourceModel, model), model);
        segmentsOf(model, { trials: 1, seed: 0 });
      }
      assert.ok(reader.spent <= 2 * mostUnits(reader.text.length));
    };
    fc.assert(fc.property(texts, reads), { numRuns: 1_500 });
  }).timeout(120_000);
});
