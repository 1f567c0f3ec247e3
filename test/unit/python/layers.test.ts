import assert from "node:assert/strict";
import fc from "fast-check";
import { labelOf } from "../../../src/formats/index";
import type { LayerSpec } from "../../../src/formats/index";
import { parseLayers } from "../../../src/python/index";
import { anyLayer } from "./arbitrary";
import { refusal } from "./support";

const article: LayerSpec[] = [
  { kind: "dropout", p: 0.4 },
  { kind: "linear", inputs: 100, units: 1 },
];

describe("parseLayers", () => {
  const forms: Record<string, string> = {
    "layers separated by commas": "Dropout(0.4), Linear(100, 1)",
    "a trailing comma": "Dropout(0.4), Linear(100, 1),",
    "the prefix nn.": "nn.Dropout(0.4), nn.Linear(100, 1)",
    "the prefix torch.nn.": "torch.nn.Dropout(0.4), torch.nn.Linear(100, 1)",
    "an alias": "import torch.nn as N\nN.Dropout(0.4), N.Linear(100, 1)",
    "keyword arguments in any order": "Dropout(inplace=True, p=0.4), Linear(out_features=1, in_features=100)",
    "one layer a line": "Dropout(0.4)\nLinear(100, 1)\n",
    "one layer a line, indented, with commas": "    nn.Dropout(0.4),\n        nn.Linear(100, 1),\n",
    "a list": "[Dropout(0.4), Linear(100, 1)]",
    "a tuple over several lines": "(\n  Dropout(0.4),\n  Linear(100, 1),\n)",
    "nn.Sequential": "nn.Sequential(nn.Dropout(0.4), nn.Linear(100, 1))",
    "an assigned nn.Sequential":
      "from torch import nn\nmodel: nn.Module = nn.Sequential(\n  nn.Dropout(0.4),\n  nn.Linear(100, 1)\n)",
    "nested sequences":
      "nn.Sequential(nn.Sequential(nn.Dropout(0.4)), nn.Sequential(nn.Sequential(nn.Linear(100, 1))))",
    "an OrderedDict": 'nn.Sequential(OrderedDict([("drop", nn.Dropout(0.4)), ("fc", nn.Linear(100, 1))]))',
    "an unpacked list": "nn.Sequential(*[nn.Dropout(0.4), nn.Linear(100, 1)])",
    "attributes assigned": "self.drop = nn.Dropout(0.4)\nself.fc = nn.Linear(100, 1)",
    "several assignments in one line": "a = nn.Dropout(0.4); b = nn.Linear(100, 1)",
    "names assigned to numbers": "p = 0.4\nd = 50\nnn.Dropout(p), nn.Linear(2 * d, 1)",
    "arithmetic, underscores and powers": "Dropout(0.16 ** 0.5), Linear(1_0 ** 2, 1)",
    "comments and blank lines": "# two layers\n\nDropout(0.4),  # drop\n\nLinear(100, 1)\n",
    "Windows line ends": "Dropout(0.4)\r\nLinear(100, 1)\r\n",
  };
  for (const [what, text] of Object.entries(forms)) {
    it(`reads ${what}`, () => assert.deepEqual(parseLayers(text), article));
  }

  const layers: Record<string, LayerSpec> = {
    "Dropout()": { kind: "dropout", p: 0.5 },
    "Dropout(p=0)": { kind: "dropout", p: 0 },
    "Dropout(1)": { kind: "dropout", p: 1 },
    "Linear(3, 2, False)": { kind: "linear", inputs: 3, units: 2, bias: { kind: "constant", value: 0 } },
    "Linear(3, 2, bias=True)": { kind: "linear", inputs: 3, units: 2 },
    "LazyLinear(2)": { kind: "linear", units: 2 },
    "LazyLinear(2, bias=False)": { kind: "linear", units: 2, bias: { kind: "constant", value: 0 } },
    "ReLU(inplace=True)": { kind: "relu" },
    "LeakyReLU()": { kind: "leaky_relu", negative_slope: 0.01 },
    "LeakyReLU(-2e-1, True)": { kind: "leaky_relu", negative_slope: -0.2 },
    "ELU(.5)": { kind: "elu", alpha: 0.5 },
    "SELU()": { kind: "selu" },
    "GELU()": { kind: "gelu", approximate: "none" },
    'GELU("tanh")': { kind: "gelu", approximate: "tanh" },
    "SiLU()": { kind: "silu" },
    "Softplus()": { kind: "softplus", beta: 1, threshold: 20 },
    "Softplus(2, threshold=10)": { kind: "softplus", beta: 2, threshold: 10 },
    "Tanh()": { kind: "tanh" },
    "Sigmoid()": { kind: "sigmoid" },
    "Identity(54, unused=0.1)": { kind: "identity" },
    "Flatten()": { kind: "identity" },
    "Flatten(1, -1)": { kind: "identity" },
  };
  for (const [text, layer] of Object.entries(layers)) {
    it(`reads ${text} with PyTorch's defaults`, () => assert.deepEqual(parseLayers(text), [layer]));
  }

  it("reads a number that ends in its point", () => {
    assert.deepEqual(parseLayers("Dropout(0.), Linear(2, 1)")[0], { kind: "dropout", p: 0 });
  });

  it("calculates with Python's precedence and rounding", () => {
    assert.deepEqual(parseLayers("LeakyReLU(-7 // 2 + -7 % 4 * 2 - 2 ** 3 ** 0 / 4)"), [
      { kind: "leaky_relu", negative_slope: -2.5 },
    ]);
  });

  it("reads back every label", () => {
    fc.assert(fc.property(anyLayer, (layer) => assert.deepEqual(parseLayers(labelOf(layer)), [layer])));
  });
});

describe("parseLayers refuses, with place and remedy,", () => {
  const refused: [text: string, at: string, path: string, says: RegExp][] = [
    ["", "", "layers", /no layers here: write Dropout\(0\.4\)/],
    ["# nothing", "# nothing", "layers", /no layers here/],
    ["nn.Sequential()", "nn.Sequential()", "layers", /no layers here/],
    ["Dropout(1.1)", "1.1)", "layers[0].p", /^In "Dropout\(1\.1\)": p, .* from 0 to 1, but this is 1\.1$/],
    ["Dropout(-0.1)", "-0.1)", "layers[0].p", /from 0 to 1/],
    ["Dropout(float('nan'))", "float", "layers[0].p", /but this is NaN/],
    ["ReLU(), Dropout(math.nan)", "math", "layers[1].p", /but this is NaN/],
    ["Linear(10, 0)", "0)", "layers[0].units", /whole number from 1 to 65 536, but this is 0/],
    ["Linear(10, -3)", "-3)", "layers[0].units", /but this is -3/],
    ["Linear(10, 2.5)", "2.5)", "layers[0].units", /but this is 2\.5/],
    ["Linear(0, 2)", "0,", "layers[0].inputs", /fan-in is a whole number from 1/],
    ["Linear(10, 1e9)", "1e9)", "layers[0].units", /from 1 to 65 536/],
    ["Linear(65536, 2000)", "2000", "layers[0].units", /at most 67 108 864 fit/],
    ["Linear(100, 50), ReLU(), Linear(64, 10)", "64", "layers[2].inputs", /expects 64 .* gives 50: write 50/],
    ["Dropout(0.4), Dropuot(0.4)", "Dropuot", "layers[1]", /no layer Dropuot; did you mean Dropout\?/],
    ["relu()", "relu", "layers[0]", /did you mean ReLU\?/],
    ["nn.Sequentail(ReLU())", "nn.", "layers[0]", /did you mean Sequential\?/],
    ["Frobnicate(3)", "Frobnicate", "layers[0]", /the layers are Linear, LazyLinear, Dropout/],
    ["Dropout2d(0.4)", "Dropout2d", "layers[0]", /Dropout2d can't be explored; leave it out/],
    ["AlphaDropout(0.4)", "AlphaDropout", "layers[0]", /AlphaDropout can't be explored/],
    ["ReLU", "ReLU", "layers[0]", /with brackets: ReLU\(\)/],
    ["Dropout(rate=0.4)", "0.4)", "layers[0]", /argument rate isn't represented; write Dropout\(p=0\.5/],
    ["Linear(3, 4, device='cpu')", "'cpu'", "layers[0]", /argument device isn't represented/],
    ["Linear(3, 4, True, None)", "None", "layers[0]", /one argument too many/],
    ["Linear(100)", "Linear", "layers[0]", /out_features is missing; write Linear\(in_features, out_features/],
    ["Dropout(0.4, p=0.4)", "0.4)", "layers[0]", /p is given twice/],
    ["Dropout('0.4')", "'0.4'", "layers[0].p", /p is a number/],
    ["Linear(3, 4, bias=0)", "0)", "layers[0].bias", /bias is True or False/],
    ["GELU('erf')", "'erf'", "layers[0].approximate", /"none" or "tanh"/],
    ["Flatten(0)", "0)", "layers[0].start_dim", /can only be 1: leave it out/],
    ["Linear(n, 3)", "n,", "", /at "n": the value isn't known/],
    ["Linear(sqrt(4), 3)", "sqrt", "", /calls aren't executed: write the value/],
    ["Linear(1 / 0, 3)", "0,", "", /divides by zero/],
    ["Dropout(0.5 ** 1.5)", "1.5", "", /exponent isn't calculated/],
    ["Linear(*sizes)", "sizes", "layers[0]", /aren't unpacked/],
    ["Linear(3j, 3)", "3j", "", /this isn't a real number/],
    ["Dropout(0.4) Linear(100, 1)", "Linear", "", /a comma or a bracket may be missing before it/],
    ["Dropout(0.4", "", "", /at the end: a bracket isn't closed/],
    ["Dropout(0.4), 3", "3", "layers[1]", /a layer is expected here/],
    ["class Net(nn.Module): pass", "class", "", /only layers are read here/],
    ["a=ReLU()\nb\t=\nTanh()", "\nTanh", "", /Line 2: /],
    ["nn.Sequential(a=ReLU())", "ReLU", "", /without names/],
    ["[".repeat(101) + "]".repeat(101), "[[", "", /nested deeper than 100/],
    [Array.from({ length: 1001 }, () => "ReLU()").join(), "ReLU", "layers", /at most 1 000 layers/],
  ];
  for (const [text, at, path, says] of refused) {
    it(text.length > 60 ? `${text.slice(0, 60)}…` : JSON.stringify(text), () => {
      const error = refusal(() => parseLayers(text));
      assert.match(error.message.replaceAll("\u202f", " "), says);
      assert.equal(error.path, path);
      assert.equal(text.slice(error.offset, error.offset + at.length), at);
      if (at === "") assert.equal(error.offset, text.length);
    });
  }

  it("an error on a line of its own, by the line's number", () => {
    assert.match(refusal(() => parseLayers("ReLU()\nTanh()\nDropout(2)\n")).message, /^Line 3: in "Dropout\(2\)": p/);
  });
});
