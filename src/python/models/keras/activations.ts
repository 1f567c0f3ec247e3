import { addReason, parameterOf, spanOf, type Draft } from "../values/facts";
import type { Passed, Run } from "../values/run";
import { isNone } from "../values/values";

/** Activations of Keras by name, as the engine's layers; `approximate` of gelu and the slope of leaky_relu are Keras's defaults. */
const ENGINE: Readonly<Record<string, Pick<Draft, "kind" | "parameters">>> = {
  relu: { kind: "relu", parameters: {} },
  selu: { kind: "selu", parameters: {} },
  silu: { kind: "silu", parameters: {} },
  swish: { kind: "silu", parameters: {} },
  tanh: { kind: "tanh", parameters: {} },
  sigmoid: { kind: "sigmoid", parameters: {} },
  linear: { kind: "identity", parameters: {} },
  elu: { kind: "elu", parameters: { alpha: 1 } },
  gelu: { kind: "gelu", parameters: { approximate: "none" } },
  leaky_relu: { kind: "leaky_relu", parameters: { negative_slope: 0.2 } },
  softplus: { kind: "softplus", parameters: { beta: 1, threshold: 20 } },
};

/** What an activation of this name does. */
export function activationNamed(name: string, node: Passed["node"]): Draft {
  const engine = Object.hasOwn(ENGINE, name) ? ENGINE[name] : undefined;
  if (engine) return { kind: engine.kind, parameters: { ...engine.parameters }, ...spanOf(node) };
  return { kind: name, parameters: {}, ...spanOf(node), reasons: [{ code: "not_run", name }] };
}

/** What the argument `activation` does: a name, a function, or a layer; undefined where it does nothing. */
export function activationOf(run: Run, { value, node }: Passed): Draft | undefined {
  if (isNone(value)) return undefined;
  const text = value.type === "known" ? parameterOf(value) : undefined;
  const name = value.type === "external" ? value.path.slice(value.path.lastIndexOf(".") + 1) : text;
  if (typeof name === "string") return activationNamed(name, node);
  if (value.type === "module" && value.facts) return { ...value.facts };
  const facts: Draft = { kind: "unknown", parameters: {}, ...spanOf(node) };
  addReason(facts, value.type === "unknown" ? value.why : run.notKnown(node).why);
  return facts;
}
