import type { SyntaxNode } from "@lezer/common";
import { roleOf } from "../../../formats/index";
import { SIGNATURES, type Signature } from "../../notation/signatures";
import { layerModule } from "../modules/containers";
import { byName } from "../values/arguments";
import { addReason, setParameter, setRate, spanOf, type Draft } from "../values/facts";
import { kindOf } from "../values/paths";
import type { Call, Passed } from "../values/run";
import { numberOf, type Module } from "../values/values";
import { DROPOUT_PARAMETERS, NAME } from "./classes";
import { OTHER_SIGNATURES } from "./other-signatures";

const draft = (kind: string, node: SyntaxNode): Draft => ({ kind, ...spanOf(node), parameters: {} });

/** Only what makes one row of each sample is a flatten; any other is a change of shape. */
export function flattened(facts: Draft): void {
  const { start_dim: start, end_dim: end } = facts.parameters;
  if (start === 1 && end === -1) return;
  facts.kind = "reshape";
  addReason(facts, { code: "other_flatten" });
}

/** A layer that the engine runs: all parameters by LayerSpec's keys, defaults filled in. */
export function engineFacts({ run, passed, node }: Call, name: string, signature: Signature): Draft {
  const { kind } = signature.spec({}) as { kind: string };
  const facts = draft(name === "Flatten" ? "flatten" : kind, node);
  if (signature.anything) return facts;
  const bound = byName(
    signature.parameters.map((parameter) => parameter.name),
    passed,
  );
  for (const { name: parameter, key = parameter, type, standard, ignored } of signature.parameters) {
    const argument = bound.get(parameter);
    if (ignored || (roleOf(kind) === "mask" && parameter === "p")) continue;
    if (argument) setParameter(run, facts, key, argument, type);
    else facts.parameters[key] = passed.open === undefined && standard !== undefined ? standard : null;
    if (!argument && standard === undefined && passed.open === undefined)
      addReason(facts, { code: "argument_missing", parameter });
  }
  if (name === "Flatten") flattened(facts);
  if (name === "LazyLinear") facts.parameters["inputs"] = null;
  if (roleOf(kind) === "mask") setRate(run, facts, bound.get("p"), passed.open === undefined ? 0.5 : null);
  if (passed.open !== undefined) addReason(facts, passed.open);
  return facts;
}

/** LSTM and its likes drop between their layers; a single one has nothing between. */
function recurrent(facts: Draft, bound: ReadonlyMap<string, Passed>): void {
  const layers = bound.get("num_layers");
  if (!/^(?:lstm|gru|rnn)$/.test(facts.kind) || facts.p === undefined) return;
  if ((layers ? numberOf(layers.value) : 1) === 1) {
    facts.active = "never";
    addReason(facts, { code: "single_layer" });
  } else addReason(facts, { code: "between_layers" });
}

/** A layer that the engine does not run: what is written, by PyTorch's names. */
function otherFacts({ run, passed, node }: Call, name: string, names: readonly string[]): Draft {
  const facts = draft(kindOf(name), node);
  addReason(facts, { code: "not_run", name });
  const bound = byName(names, passed);
  const dropout = DROPOUT_PARAMETERS.get(name);
  for (const [key, argument] of bound) if (key !== dropout?.name) setParameter(run, facts, key, argument);
  const rate = dropout && bound.get(dropout.name);
  if (dropout && (rate || dropout.standard > 0)) setRate(run, facts, rate, dropout.standard);
  recurrent(facts, bound);
  return facts;
}

/** What a class of torch.nn makes; undefined where it isn't a layer: a loss, an initializer. */
export function torchLayer(call: Call, path: string): Module | undefined {
  const { run, node } = call;
  const name = path.slice("torch.nn.".length);
  const signature = SIGNATURES.get(name);
  if (signature) return layerModule(run, engineFacts(call, name, signature), node, NAME);
  const names = OTHER_SIGNATURES.get(name);
  return names && layerModule(run, otherFacts(call, name, names), node, NAME);
}

/** Layers of other packages that drop: the parameter that says how much, and its place. */
const FOREIGN_DROPOUT: ReadonlyMap<string, string> = new Map([
  ["DropPath", "drop_prob"],
  ["StochasticDepth", "p"],
]);

/** A layer, if it is one, that another file defines. */
export function foreignLayer({ run, passed, node }: Call, path: string): Module {
  const name = path.slice(path.lastIndexOf(".") + 1);
  const facts = draft(kindOf(name), node);
  addReason(facts, { code: "defined_elsewhere", name });
  const parameter = FOREIGN_DROPOUT.get(name);
  if (parameter !== undefined) setRate(run, facts, byName([parameter], passed).get(parameter), null);
  // How it drops, and what its arguments mean, is written there.
  else if (/Dropout/.test(name)) facts.p = null;
  return layerModule(run, facts, node, NAME, parameter === undefined);
}
