import assert from "node:assert/strict";
import type { Reason } from "../../../../src/formats/index";
import { readModels } from "../../../../src/python/index";
import { moduleOf, notKnown, onlyModel, steps, TORCH } from "./reading";

describe("What a source does not say", () => {
  it("is null and said to be unknown, never a number: sizes and rates of another file", () => {
    const source = moduleOf(
      "self.fc = nn.Linear(config.width, 2 * config.width)\nself.drop = nn.Dropout(config.p)",
      "return self.drop(self.fc(x))",
      ", config",
    );
    const [fc, drop] = onlyModel(source).layers;
    assert.deepEqual(fc!.parameters, { inputs: null, units: null, bias: true });
    assert.deepEqual(fc!.reasons, [notKnown("config.width"), notKnown("2 * config.width")]);
    assert.equal(drop!.p, null);
    assert.equal(drop!.rate!.text, "config.p");
    assert.deepEqual(drop!.reasons, [notKnown("config.p")]);
  });

  const rates: [string, Reason][] = [
    ["1.5", { code: "no_probability", written: "1.5" }],
    ["-0.1", { code: "no_probability", written: "-0.1" }],
    ["None", { code: "no_probability", written: "None" }],
    ["random.random()", notKnown("random.random()")],
    ["float('nan')", notKnown("float('nan')")],
    ["0.5 / 0", notKnown("0.5 / 0")],
    // Source that reads like one of our own sentences, or like several, is source.
    ['get("x; y is no probability")', notKnown('get("x; y is no probability")')],
    ['get("; keep_prob is the probability to keep")', notKnown('get("; keep_prob is the probability to k…')],
    ['a["Dropout is listed, not run"]', notKnown('a["Dropout is listed, not run"]')],
  ];
  for (const [rate, reason] of rates) {
    it(`is a rate that is ${rate}`, () => {
      const [drop] = onlyModel(`nn.Sequential(nn.Dropout(${rate}))`).layers;
      assert.equal(drop!.p, null);
      assert.deepEqual(drop!.reasons, [reason]);
    });
  }

  it("is a parameter on which the calls in the file do not agree and that has no default", () => {
    const source = (calls: string): string =>
      moduleOf("self.drop = nn.Dropout(p)", "return self.drop(x)", ", p") + calls;
    assert.equal(onlyModel(source("a = Net(0.1)\nb = Net(0.1)\n")).layers[0]!.p, 0.1);
    assert.equal(onlyModel(source("a = Net(0.1)\nb = Net(0.2)\n")).layers[0]!.p, null);
    assert.equal(onlyModel(source("")).layers[0]!.p, null);
  });

  it("is a name that a branch may or may not have changed", () => {
    const source = `p = 0.1\nif flag:\n    p = 0.2\nmodel = nn.Sequential(nn.Dropout(p))\n`;
    assert.equal(onlyModel(source).layers[0]!.p, null);
    assert.equal(onlyModel(source.replace("flag", "1 > 0")).layers[0]!.p, 0.2);
  });

  it("is a value that a loop changes an unknown number of times, behind it", () => {
    const source = `d, layers = 8, []
for _ in range(depth):
    layers.append(nn.Linear(d, 2 * d))
    d = 2 * d
model = nn.Sequential(*layers, nn.Linear(d, 1))
`;
    const sizes = (text: string) =>
      onlyModel(text).layers.map(({ parameters }) => [parameters["inputs"], parameters["units"]]);
    assert.deepEqual(sizes(source), [
      [8, 16],
      [null, 1],
    ]);
    assert.deepEqual(sizes(source.replace("depth", "2")), [
      [8, 16],
      [16, 32],
      [32, 1],
    ]);
  });

  it("is an entry that a branch may have changed", () => {
    const source = `config = {"p": 0.1}
if flag:
    config["p"] = 0.2
model = nn.Sequential(nn.Dropout(config["p"]))
`;
    assert.equal(onlyModel(source).layers[0]!.p, null);
    assert.equal(onlyModel(source.replace("flag", "False")).layers[0]!.p, 0.1);
  });

  it("is how often layers repeat: one of them is listed, and the model is no chain", () => {
    for (const [layers, why] of [
      ["self.all = nn.ModuleList([nn.Dropout(0.3) for _ in range(depth)])", notKnown("range(depth)")],
      [
        "self.all = nn.ModuleList()\nfor _ in range(depth):\n    self.all.append(nn.Dropout(0.3))",
        { code: "repeats", on: "range(depth)" },
      ],
    ] as const) {
      const model = onlyModel(moduleOf(layers, "for one in self.all:\n    x = one(x)\nreturn x", ", depth"));
      assert.deepEqual(
        model.layers.map(({ p }) => p),
        [0.3],
      );
      assert.equal(model.chain, false);
      assert.deepEqual({ ...model.reason, line: 0 }, { ...why, line: 0 });
    }
  });

  it("is whether a layer is made: it is listed, and the model is no chain", () => {
    const source = moduleOf(
      "self.fc = nn.Linear(2, 2)\nif use_dropout:\n    self.drop = nn.Dropout(0.3)",
      "return self.drop(self.fc(x))",
      ", use_dropout",
    );
    const model = onlyModel(source);
    assert.deepEqual([model.chain, model.layers.length], [false, 2]);
    const reason = { code: "existence_depends", on: "use_dropout", line: model.reason!.line };
    assert.deepEqual(model.reason, reason);
  });

  it("is whether a layer or nothing is made in an expression; a rate of 0 makes nothing, too", () => {
    const net = (drop: string) => {
      const source = moduleOf(
        `self.fc = nn.Linear(2, 2)\nself.drop = ${drop}`,
        "return self.drop(self.fc(x))",
        ", p, flag",
      );
      const { chain, layers, reason } = onlyModel(source);
      return { chain, kinds: layers.map(({ kind }) => kind), p: layers[1]!.p, reason };
    };
    for (const drop of ["nn.Dropout(p) if p > 0. else nn.Identity()", "nn.Dropout(p) if p else nn.Identity()"]) {
      assert.deepEqual(net(drop), { chain: true, kinds: ["linear", "dropout"], p: null, reason: undefined }, drop);
    }
    for (const drop of ["nn.Dropout(0.3) if flag else nn.Identity()", "nn.Identity() if flag else nn.Dropout(0.3)"]) {
      const { chain, kinds, p, reason } = net(drop);
      assert.deepEqual([chain, kinds, p], [false, ["linear", "dropout"], 0.3], drop);
      assert.deepEqual(reason, { code: "existence_depends", on: "flag", line: reason!.line });
    }
    assert.deepEqual(net("nn.ReLU() if flag else nn.GELU()").kinds, ["linear", "unknown"]);
  });

  it("is what another file defines: it stands in its place, with the reason, and is not run", () => {
    const source = `from .layers import Block, norm
model = nn.Sequential(nn.Linear(2, 2), Block(2), norm(2), nn.Dropout(0.3))`;
    const { layers, chain } = onlyModel(source);
    assert.deepEqual(
      layers.map(({ kind }) => kind),
      ["linear", "block", "unknown", "dropout"],
    );
    assert.deepEqual(layers[1]!.reasons, [{ code: "defined_elsewhere", name: "Block" }]);
    assert.deepEqual(layers[2]!.reasons, [notKnown("norm(2)")]);
    assert.equal(chain, true);
  });

  it("is how a dropout that another file defines drops: it is listed, with a rate that is not known", () => {
    const source = `from .regularise import LockedDropout
model = nn.Sequential(nn.Linear(2, 2), LockedDropout(0.8))`;
    const { p, active, rate, reasons } = onlyModel(source).layers[1]!;
    assert.deepEqual([p, active, rate], [null, undefined, undefined]);
    assert.deepEqual(reasons, [{ code: "defined_elsewhere", name: "LockedDropout" }]);
  });

  it("is not asked of a model that is not there: no model in a file without one", () => {
    for (const source of ["", "x = 1", "import torch\nx = torch.zeros(3)", "class Dog:\n    def forward(self): pass"]) {
      assert.deepEqual(readModels(source), []);
    }
  });

  it("does not hide dropouts of other kinds: those that share a mask or shift values are listed with their rates", () => {
    assert.deepEqual(steps(`${TORCH}nn.Sequential(nn.Dropout2d(0.1), nn.AlphaDropout(0.2), nn.Dropout1d())`), [
      "0 dropout2d 0.1",
      "1 alpha_dropout 0.2",
      "2 dropout1d 0.5",
    ]);
  });

  it("does not end a model of Keras: a pretrained one, one of a hub, functions of other files stand in their places", () => {
    const head = (base: string) => `import tensorflow as tf
from tensorflow.keras import Input, Model, applications, layers
from blocks import block
import tensorflow_hub as hub
inputs = Input((8, 8, 3))
${base}
model = Model(inputs, layers.Dense(1)(layers.Dropout(0.2)(x)))`;
    for (const [base, kind] of [
      ["base = applications.MobileNetV2()\nx = base(inputs, training=False)", "mobile_netv2"],
      ["base = load()\nx = base(inputs)", "unknown"],
      ["x = block(inputs, 3)", "unknown"],
      ["x = hub.KerasLayer('here')(inputs)", "keras_layer"],
      ["base = tf.keras.applications.vgg16.VGG16()\ninputs, x = base.input, base.output", "vgg16"],
    ] as const) {
      const model = readModels(head(base)).find(({ name }) => name === "model");
      assert.deepEqual(
        model?.layers.map(({ kind }) => kind),
        [kind, "dropout", "linear"],
        base,
      );
      const [{ code }] = model.layers[0]!.reasons as [Reason];
      assert.ok(["defined_elsewhere", "not_known", "callee_not_known"].includes(code), `${base}: ${code}`);
    }
  });
});
