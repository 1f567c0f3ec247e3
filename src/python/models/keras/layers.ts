import type { SyntaxNode } from "@lezer/common";
import { isIdentity } from "../../../formats/index";
import { layerModule } from "../modules/containers";
import { byName } from "../values/arguments";
import { addReason, setParameter, setRate, spanOf, type Draft } from "../values/facts";
import { kindOf } from "../values/paths";
import type { Arguments, Call, Passed, Run } from "../values/run";
import { isNone, numberOf, stringOf, type Enters, type Module, type Value } from "../values/values";
import { activationNamed, activationOf } from "./activations";
import { KERAS_RATES, KERAS_SIGNATURES, NAME, titleOf } from "./classes";

type Bound = ReadonlyMap<string, Passed>;

/** The name that Keras gives where none is given: dense, dense_1, … */
function automatic(run: Run, name: string): string {
  const title = titleOf(name);
  const count = run.counts.get(title) ?? 0;
  run.counts.set(title, count + 1);
  return count === 0 ? title : `${title}_${count}`;
}

/** The name that is given to a layer, else the one that Keras gives. */
export const titleFrom = (run: Run, name: string, { named }: Arguments): string =>
  stringOf(named.get("name")?.value) ?? automatic(run, name);

/** Longer shapes are none. */
const MOST_SIZES = 64;

/** A shape of one sample; a single size counts as (size,). */
export function shapeOf(value: Value, skip = 0): (number | null)[] | undefined {
  if (value.type === "list" && value.open === undefined) {
    return value.items.slice(skip, MOST_SIZES).map((item) => numberOf(item) ?? null);
  }
  return numberOf(value) === undefined ? undefined : [numberOf(value)!];
}

/** What a layer or Input says of what enters: `shape`, `input_shape`, `input_dim`, `batch_shape`. */
export function entersOf(bound: Bound): Enters | undefined {
  for (const name of ["shape", "input_shape", "input_dim", "batch_shape", "batch_input_shape"]) {
    const passed = bound.get(name);
    if (passed && !isNone(passed.value)) {
      return { shape: shapeOf(passed.value, name.startsWith("batch") ? 1 : 0), ...spanOf(passed.node) };
    }
  }
  return undefined;
}

const used = (bound: Bound, name: string): boolean => {
  const passed = bound.get(name);
  return passed !== undefined && !isNone(passed.value) && numberOf(passed.value) !== 0;
};

function dense(run: Run, facts: Draft, bound: Bound): void {
  facts.kind = "linear";
  facts.parameters = { inputs: null, units: null, bias: true };
  const [units, bias] = [bound.get("units"), bound.get("use_bias")];
  if (units) setParameter(run, facts, "units", units, "number");
  if (bias) setParameter(run, facts, "bias", bias, "boolean");
}

/** ReLU(max_value, negative_slope, threshold), LeakyReLU, ELU: the engine's layer where it is one. */
function rectifier(run: Run, facts: Draft, name: string, bound: Bound): void {
  if (name === "ReLU" && (used(bound, "max_value") || used(bound, "threshold"))) {
    facts.kind = "bounded_relu";
    addReason(facts, { code: "bounded_relu" });
    return;
  }
  if (name === "ReLU" && !used(bound, "negative_slope")) return;
  const [kind, key, standard] =
    name === "ELU" ? (["elu", "alpha", 1] as const) : (["leaky_relu", "negative_slope", 0.3] as const);
  facts.kind = kind;
  facts.parameters = { [key]: standard };
  const passed = bound.get(key) ?? bound.get("alpha");
  if (passed) setParameter(run, facts, key, passed, "number");
}

/** Layers that the engine does not run: what is written, by Keras's names. */
function other(run: Run, facts: Draft, name: string, bound: Bound): void {
  addReason(facts, { code: "not_run", name });
  const rate = KERAS_RATES.get(name)?.name;
  for (const [key, passed] of bound) {
    if (key !== rate && key !== "activation" && key !== "layer" && key !== "name" && !key.includes("shape")) {
      setParameter(run, facts, key, passed);
    }
  }
}

/** Wrappers take over what they wrap. */
function wrapped(facts: Draft, name: string, inner: Module | undefined): Draft {
  if (!inner?.facts) return facts;
  if (name === "TimeDistributed") return { ...inner.facts, ...spanOf(facts) };
  const { p, rate, active } = inner.facts;
  return {
    ...facts,
    ...(p === undefined ? {} : { p }),
    ...(rate === undefined ? {} : { rate }),
    ...(active === undefined ? {} : { active }),
  };
}

function factsOf(run: Run, name: string, bound: Bound, node: SyntaxNode): Draft {
  const facts: Draft = { kind: kindOf(name), ...spanOf(node), parameters: {} };
  const activation = bound.get("activation");
  if (name === "Dense") dense(run, facts, bound);
  else if (name === "Activation") {
    return { ...((activation && activationOf(run, activation)) ?? activationNamed("linear", node)), ...spanOf(node) };
  } else if (/^(?:ReLU|LeakyReLU|ELU)$/.test(name)) rectifier(run, facts, name, bound);
  else if (name === "Dropout" && used(bound, "noise_shape")) {
    facts.kind = "noise_shape_dropout";
    addReason(facts, { code: "shared_mask" });
  } else if (!/^(?:Dropout|Flatten|Identity)$/.test(name)) other(run, facts, name, bound);
  const rate = KERAS_RATES.get(name);
  const passed = rate && bound.get(rate.name);
  if (rate && (passed || rate.standard === undefined)) setRate(run, facts, passed, null);
  const layer = bound.get("layer")?.value;
  return wrapped(facts, name, layer?.type === "module" ? layer : undefined);
}

/** A layer of Keras; a class that is not known by name is listed all the same. */
export function kerasLayer({ run, passed, node }: Call, name: string): Module {
  const bound = byName(KERAS_SIGNATURES.get(name) ?? [], passed);
  const facts = factsOf(run, name, bound, node);
  if (passed.open !== undefined) addReason(facts, passed.open);
  const layer = bound.get("layer")?.value;
  const activation = name === "Activation" ? undefined : bound.get("activation");
  const follows = activation && !/LSTM|GRU|RNN/.test(name) ? activationOf(run, activation) : undefined;
  const then = layer?.type === "module" && name === "TimeDistributed" ? layer.then : follows;
  const enters = entersOf(bound);
  return {
    ...layerModule(run, facts, node, NAME),
    title: titleFrom(run, name, passed),
    ...(then && !isIdentity(then) ? { then } : {}),
    ...(enters ? { enters } : {}),
  };
}
