import type { Arguments, Framework, Passed } from "../values/run";
import type { Callable, Facts } from "../values/values";
import { callKeras, kerasFunction } from "./call";
import { isKerasClass, isKerasModelClass, NAME } from "./classes";
import { callSequential } from "./methods";

/** What a layer is where it is called: with `training=True` it drops in evaluation too, with `training=False` never. */
function asCalled(facts: Facts, { named }: Arguments): Facts {
  const training = named.get("training")?.value;
  if (facts.active !== "train" || training?.type !== "known" || typeof training.value !== "boolean") return facts;
  return { ...facts, active: training.value ? "always" : "never" };
}

/** Keras tells every call inside a model whether it trains, said or not. */
function withTraining(call: Callable, passed: Arguments): Arguments {
  const takes = call.parameters.some(({ name }) => name === "training");
  if (!takes || passed.named.has("training")) return passed;
  const training: Passed = { value: { type: "training", negated: false }, node: call.node };
  return { ...passed, named: new Map([...passed.named, ["training", training]]) };
}

/** Keras, and TensorFlow's functions on its values. */
export const KERAS: Framework = {
  name: NAME,
  mention: /\b(?:keras|tensorflow)\b/,
  forward: "call",
  pathOf: (name) => (isKerasClass(name) ? `keras.layers.${name}` : undefined),
  isBase: isKerasModelClass,
  mayBeModule: () => false,
  make(call, path) {
    if (path.startsWith("keras.")) return callKeras(call, path);
    return path.startsWith("tensorflow.") ? kerasFunction(call, path) : undefined;
  },
  makeForeign: () => undefined,
  apply: () => undefined,
  applyMethod: () => undefined,
  callMethod: callSequential,
  toForward: withTraining,
  toLayers: ({ named }) => named,
  asCalled,
  givesParts: () => false,
};
