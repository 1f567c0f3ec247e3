import type { LayerSpec, LinearSpec } from "../formats/index";

/** `bias=False` is a bias of constant 0; every other initialiser is not part of a label. */
function linear({ units, inputs, bias }: LinearSpec, fanIn = inputs): string {
  const sizes = fanIn === undefined ? `LazyLinear(${units}` : `Linear(${fanIn}, ${units}`;
  return bias?.kind === "constant" && bias.value === 0 ? `${sizes}, bias=False)` : `${sizes})`;
}

/**
 * A layer in PyTorch notation, as `parseLayers` reads it back: `Linear(100, 1, bias=False)`, `Dropout(p=0.4)`.
 * A linear layer that leaves out its `inputs` is `LazyLinear(1)`. Initialisers, `bias=False` aside, are not part of it.
 *
 * @param fanIn the units that enter a linear layer, where they are known: a report writes the actual fan-in.
 */
export function labelOf(layer: LayerSpec, fanIn?: number): string {
  switch (layer.kind) {
    case "linear":
      return linear(layer, fanIn);
    case "dropout":
      return `Dropout(p=${layer.p})`;
    case "relu":
      return "ReLU()";
    case "leaky_relu":
      return `LeakyReLU(negative_slope=${layer.negative_slope})`;
    case "elu":
      return `ELU(alpha=${layer.alpha})`;
    case "selu":
      return "SELU()";
    case "gelu":
      return layer.approximate === "none" ? "GELU()" : `GELU(approximate='${layer.approximate}')`;
    case "silu":
      return "SiLU()";
    case "softplus":
      return `Softplus(beta=${layer.beta}, threshold=${layer.threshold})`;
    case "tanh":
      return "Tanh()";
    case "sigmoid":
      return "Sigmoid()";
    case "identity":
      return "Identity()";
    default:
      return layer satisfies never;
  }
}
