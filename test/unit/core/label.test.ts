import assert from "node:assert/strict";
import { labelOf, sized, type LayerSpec } from "../../../src/formats/index";

const labels: [LayerSpec, string][] = [
  [{ kind: "linear", inputs: 100, units: 1 }, "Linear(100, 1)"],
  [{ kind: "linear", inputs: 100, units: 1, bias: { kind: "constant", value: 0 } }, "Linear(100, 1, bias=False)"],
  [{ kind: "linear", inputs: 100, units: 1, bias: { kind: "constant", value: 1 } }, "Linear(100, 1)"],
  [{ kind: "linear", units: 1 }, "LazyLinear(1)"],
  [{ kind: "linear", units: 1, bias: { kind: "constant", value: 0 } }, "LazyLinear(1, bias=False)"],
  [{ kind: "dropout", p: 0.4 }, "Dropout(p=0.4)"],
  [{ kind: "dropout", p: 1e-7 }, "Dropout(p=1e-7)"],
  [{ kind: "relu" }, "ReLU()"],
  [{ kind: "leaky_relu", negative_slope: 0.01 }, "LeakyReLU(negative_slope=0.01)"],
  [{ kind: "elu", alpha: 1 }, "ELU(alpha=1)"],
  [{ kind: "selu" }, "SELU()"],
  [{ kind: "gelu", approximate: "none" }, "GELU()"],
  [{ kind: "gelu", approximate: "tanh" }, "GELU(approximate='tanh')"],
  [{ kind: "silu" }, "SiLU()"],
  [{ kind: "softplus", beta: 1, threshold: 20 }, "Softplus(beta=1, threshold=20)"],
  [{ kind: "tanh" }, "Tanh()"],
  [{ kind: "sigmoid" }, "Sigmoid()"],
  [{ kind: "identity" }, "Identity()"],
];

describe("labelOf", () => {
  for (const [layer, label] of labels) {
    it(`writes ${JSON.stringify(layer)} as ${label}`, () => assert.equal(labelOf(layer), label));
  }

  it("takes a layer and nothing else, so that it can be mapped over layers", () => {
    assert.equal(labelOf.length, 1);
    const layers: LayerSpec[] = [
      { kind: "dropout", p: 0.4 },
      { kind: "linear", units: 50 },
    ];
    assert.deepEqual(layers.map(labelOf), ["Dropout(p=0.4)", "LazyLinear(50)"]);
  });
});

describe("sized", () => {
  it("writes out the fan-in of a linear layer, as a report's labels have it", () => {
    assert.equal(labelOf(sized({ kind: "linear", units: 1 }, 100)), "Linear(100, 1)");
  });

  it("leaves a layer without a fan-in as it is", () => {
    assert.deepEqual(sized({ kind: "dropout", p: 0.4 }, 100), { kind: "dropout", p: 0.4 });
  });
});
