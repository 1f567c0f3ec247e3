import assert from "node:assert/strict";
import { labelOf } from "../../../src/core/label";
import type { LayerSpec } from "../../../src/formats/index";

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

  it("writes the actual fan-in of a linear layer that leaves out its inputs", () => {
    assert.equal(labelOf({ kind: "linear", units: 1 }, 100), "Linear(100, 1)");
  });

  it("ignores the fan-in of a layer that is not linear", () => {
    assert.equal(labelOf({ kind: "dropout", p: 0.4 }, 100), "Dropout(p=0.4)");
  });
});
