import assert from "node:assert/strict";
import { readModels } from "../../../../src/python/index";
import { moduleOf, onlyModel } from "./reading";

const called = (call: string) => onlyModel(moduleOf("self.p = 0.3", `return ${call}`)).layers[0]!;

describe("When a dropout drops", () => {
  const calls: [string, string, number, string | undefined][] = [
    ["F.dropout(x)", "dropout", 0.5, "always"],
    ["F.dropout(x, 0.2)", "dropout", 0.2, "always"],
    ["F.dropout(x, p=self.p, training=self.training)", "dropout", 0.3, "train"],
    ["F.dropout(x, 0.2, self.training)", "dropout", 0.2, "train"],
    ["F.dropout(input=x, training=False)", "dropout", 0.5, "never"],
    ["F.dropout2d(x, 0.2, True)", "dropout2d", 0.2, "always"],
    ["F.alpha_dropout(x, 0.2)", "alpha_dropout", 0.2, "never"],
    ["F.alpha_dropout(x, 0.2, training=self.training)", "alpha_dropout", 0.2, "train"],
    ["torch.dropout(x, 0.2, True)", "dropout", 0.2, "always"],
    ["torch.dropout(x, p=0.2, train=self.training)", "dropout", 0.2, "train"],
    ["F.scaled_dot_product_attention(x, x, x, dropout_p=0.2)", "scaled_dot_product_attention", 0.2, "always"],
    [
      "F.scaled_dot_product_attention(x, x, x, dropout_p=self.p if self.training else 0.0)",
      "scaled_dot_product_attention",
      0.3,
      "train",
    ],
    [
      "F.scaled_dot_product_attention(x, x, x, dropout_p=self.p if self.training else 0.1)",
      "scaled_dot_product_attention",
      0.3,
      "always",
    ],
    ["F.dropout(x, self.p if self.training else 0.)", "dropout", 0.3, "train"],
    ["F.dropout(x, 0.0 if not self.training else self.p)", "dropout", 0.3, "train"],
    ["F.dropout(x, p=self.p * self.training)", "dropout", 0.3, "train"],
    ["F.dropout(x, 0.2, training=flag)", "dropout", 0.2, undefined],
  ];
  for (const [call, kind, p, active] of calls) {
    it(`by ${call}: ${active ?? "not known"}`, () => {
      const layer = called(call);
      assert.deepEqual([layer.kind, layer.p, layer.active], [kind, p, active]);
      if (active === undefined) assert.deepEqual(layer.reasons, [{ code: "activity_depends", on: "flag" }]);
    });
  }

  it("inside `if self.training:` it drops in training only", () => {
    const source = moduleOf(
      "self.a = nn.Linear(2, 2)",
      "if self.training:\n    x = F.dropout(x, 0.2)\nreturn self.a(x)",
    );
    assert.deepEqual(
      onlyModel(source).layers.map(({ active }) => active),
      ["train", undefined],
    );
  });

  it("by a rate that is 0 in evaluation, known or not", () => {
    for (const rate of ["config.p if self.training else 0.0", "config.p * self.training"]) {
      const layer = called(`F.scaled_dot_product_attention(x, x, x, dropout_p=${rate})`);
      assert.deepEqual([layer.p, layer.active], [null, "train"], rate);
    }
  });

  const guarded: [string, string][] = [
    ["where evaluation has returned", "if not self.training:\n    return x\nreturn F.dropout(x, 0.2)"],
    [
      "in the else of `if not self.training:`",
      "if not self.training:\n    x = x\nelse:\n    x = F.dropout(x)\nreturn x",
    ],
    ["in a conditional expression", "return F.dropout(x, 0.2) if self.training else x"],
    ["under more conditions", "if self.training and self.p > 0.1:\n    x = F.dropout(x)\nreturn x"],
    ["under one that is not known, too", "if flag and self.training:\n    x = F.dropout(x)\nreturn x"],
    [
      "where a method returns in evaluation",
      "def drop(x):\n    if not self.training:\n        return x\n    return F.dropout(x)\nreturn drop(x)",
    ],
  ];
  for (const [where, forward] of guarded) {
    it(`${where}, it drops in training only`, () => {
      const { layers } = onlyModel(moduleOf("self.p = 0.3", forward));
      assert.deepEqual(
        layers.map(({ kind, active }) => [kind, active]),
        [["dropout", "train"]],
      );
    });
  }

  it("behind a branch that may not be taken, in which evaluation returns, it drops as its own call says", () => {
    const forward = "if flag:\n    if not self.training:\n        return x\nreturn F.dropout(x)";
    assert.equal(onlyModel(moduleOf("self.p = 0.3", forward)).layers[0]!.active, "always");
  });

  it("behind a function in which evaluation returns early it drops as its own call says", () => {
    const forward =
      "def same(x):\n    if not self.training:\n        return x\n    return x\nreturn F.dropout(same(x))";
    assert.equal(onlyModel(moduleOf("self.p = 0.3", forward)).layers[0]!.active, "always");
  });

  it("always, where the forward makes it or a plain list holds it, for eval() does not reach it", () => {
    const layers = "self.list = [nn.Dropout(0.1)]\nself.held = nn.ModuleList([nn.Dropout(0.2)])";
    const forward = "x = self.held[0](self.list[0](x))\nreturn nn.Dropout(0.3)(x)";
    assert.deepEqual(
      onlyModel(moduleOf(layers, forward)).layers.map(({ p, active }) => [p, active]),
      [
        [0.1, "always"],
        [0.2, "train"],
        [0.3, "always"],
      ],
    );
  });

  it("an LSTM of one layer has nothing to drop between, and one of two has", () => {
    const layer = (layers: string) => onlyModel(`nn.Sequential(nn.LSTM(2, 2, ${layers}dropout=0.4))`).layers[0]!;
    assert.deepEqual([layer("").p, layer("").active], [0.4, "never"]);
    assert.deepEqual([layer("num_layers=2, ").p, layer("num_layers=2, ").active], [0.4, "train"]);
  });

  it("TransformerEncoderLayer drops by 0.1 unless it is told otherwise; MultiheadAttention does not", () => {
    const source = "nn.Sequential(nn.TransformerEncoderLayer(8, 2), nn.MultiheadAttention(8, 2))";
    assert.deepEqual(
      onlyModel(source).layers.map(({ p, active }) => [p, active]),
      [
        [0.1, "train"],
        [undefined, undefined],
      ],
    );
  });

  it("a layer of Keras that is called with training=True drops in evaluation too, and with training=False never", () => {
    const source = (training: string) => `from keras import Input, Model, layers
x = Input((4,))
model = Model(x, layers.Dropout(0.2)(x${training}))`;
    assert.equal(onlyModel(source(", training=True")).layers[0]!.active, "always");
    assert.equal(onlyModel(source(", training=False")).layers[0]!.active, "never");
    assert.equal(onlyModel(source("")).layers[0]!.active, "train");
  });

  it("a layer of Keras inside a layer drops as the model is told, whatever its default is", () => {
    const source = `from keras import Input, Model, layers
class Block(layers.Layer):
    def __init__(self):
        super().__init__()
        self.drop = layers.Dropout(0.2)
    def call(self, x, training=False):
        return self.drop(x, training=training)
x = Input((4,))
model = Model(x, Block()(x))`;
    assert.deepEqual(
      readModels(source).map(({ layers }) => layers[0]!.active),
      ["train", "train"],
    );
  });

  it("tf.nn.dropout drops wherever it is called, and its old argument is the probability to keep", () => {
    const source = (call: string) => `import tensorflow as tf
x = tf.keras.Input((4,))
model = tf.keras.Model(x, ${call})`;
    const layer = (call: string) => onlyModel(source(call)).layers[0]!;
    assert.deepEqual([layer("tf.nn.dropout(x, 0.2)").p, layer("tf.nn.dropout(x, rate=0.2)").active], [0.2, "always"]);
    const old = layer("tf.compat.v1.nn.dropout(x, keep_prob=0.8)");
    assert.deepEqual([old.p, old.rate!.text], [0.2, "0.8"]);
  });
});
