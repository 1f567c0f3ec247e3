import { roleOf } from "../../../formats/index";
import { SIGNATURES } from "../../notation/signatures";
import { addStep, foreignStep, shown } from "../modules/steps";
import { byName, tensorsIn, valuesOf } from "../values/arguments";
import { addReason, setRate, spanOf, type Draft } from "../values/facts";
import { kindOf } from "../values/paths";
import type { Arguments, Call, Passed } from "../values/run";
import { isTrainingOnly, unknown, type Facts, type Value } from "../values/values";
import { engineFacts, flattened } from "./layers";

/** The layer that a function of torch.nn.functional, of torch or of a tensor is. */
const LAYERS: ReadonlyMap<string, string> = new Map(
  ["ReLU", "LeakyReLU", "ELU", "SELU", "GELU", "SiLU", "Softplus", "Tanh", "Sigmoid", "Flatten"].map((name) => [
    kindOf(name),
    name,
  ]),
);

/** A function that drops: its parameters after the input, and whether it drops where nothing says so. */
interface DropoutFunction {
  readonly names: readonly string[];
  readonly training: boolean;
}

const names = ["p", "training", "inplace"];
const DROPOUTS: ReadonlyMap<string, DropoutFunction> = new Map([
  ["dropout", { names, training: true }],
  ["dropout1d", { names, training: true }],
  ["dropout2d", { names, training: true }],
  ["dropout3d", { names, training: true }],
  ["alpha_dropout", { names, training: false }],
  ["feature_alpha_dropout", { names, training: false }],
]);

/** torch.dropout and its likes: (input, p, train), all required. */
const TORCH_DROPOUT: DropoutFunction = { names: ["p", "train"], training: true };

/** What makes new values from the shape of a value, or says something of it. */
const NO_STEP = /_like$|^(?:arange|zeros|ones|empty|full|tensor|as_tensor|is_\w+|numel|manual_seed|autocast|no_grad)$/;

/** The arguments after the value that a function takes first. */
function afterInput({ positional, named, open }: Arguments): Arguments {
  const rest = new Map([...named].filter(([name]) => name !== "input"));
  return {
    positional: named.has("input") ? positional : positional.slice(1),
    named: rest,
    ...(open !== undefined && { open }),
  };
}

/** When a dropout drops, by its arguments `training` and p; undefined where that is not known. */
function activeBy(training: Passed | undefined, standard: boolean, rate: Passed | undefined): Facts["active"] {
  // `F.dropout(x, p if self.training else 0)` says it by its rate.
  const always = rate && isTrainingOnly(rate.value) ? "train" : "always";
  if (!training) return standard ? always : "never";
  const { value } = training;
  if (value.type === "training") return value.negated ? undefined : "train";
  if (value.type !== "known" || value.value === null) return undefined;
  return value.value ? always : "never";
}

function dropoutFacts({ run, passed, node }: Call, name: string, own = DROPOUTS.get(name)!): Draft {
  const facts: Draft = { kind: name, ...spanOf(node), parameters: {} };
  const bound = byName(own.names, afterInput(passed));
  if (roleOf(name) !== "mask") addReason(facts, { code: "not_run", name });
  setRate(run, facts, bound.get("p"), passed.open === undefined ? 0.5 : null);
  const training = bound.get("training") ?? bound.get("train");
  const active = activeBy(training, own.training, bound.get("p"));
  if (active !== undefined) facts.active = active;
  else {
    delete facts.active;
    if (training) addReason(facts, { code: "activity_depends", on: run.textOf(training.node).slice(0, 40) });
  }
  return facts;
}

/** Attention drops its weights by dropout_p, in evaluation too. */
function attentionFacts({ run, passed, node }: Call): Draft {
  const kind = "scaled_dot_product_attention";
  const facts: Draft = { kind, ...spanOf(node), parameters: {}, reasons: [{ code: "not_run", name: kind }] };
  const rate = byName(["query", "key", "value", "attn_mask", "dropout_p"], passed).get("dropout_p");
  if (!rate) return facts;
  setRate(run, facts, rate, null);
  facts.active = isTrainingOnly(rate.value) ? "train" : "always";
  return facts;
}

/** torch.flatten(x) starts at the batch, and nn.Flatten after it. */
function flattenFacts(call: Call): Draft {
  const rest = afterInput(call.passed);
  const facts = engineFacts({ ...call, passed: rest }, "Flatten", SIGNATURES.get("Flatten")!);
  if (rest.positional.length === 0 && !rest.named.has("start_dim")) {
    facts.parameters["start_dim"] = 0;
    flattened(facts);
  }
  return facts;
}

/** What a function on values does, as a step; undefined for one that torch does not have. */
function factsOf(call: Call, path: string): Draft | undefined {
  const name = path.slice(path.lastIndexOf(".") + 1).replace(/_$/, "");
  const layer = LAYERS.get(name);
  if (layer === "Flatten") return flattenFacts(call);
  if (layer !== undefined) {
    return engineFacts({ ...call, passed: afterInput(call.passed) }, layer, SIGNATURES.get(layer)!);
  }
  if (/^torch\.(?:feature_)?(?:alpha_)?dropout$/.test(path)) return dropoutFacts(call, name, TORCH_DROPOUT);
  if (DROPOUTS.has(name)) return dropoutFacts(call, name);
  return name === "scaled_dot_product_attention" ? attentionFacts(call) : undefined;
}

/** F.relu(x), torch.tanh(x), F.dropout(x, p): the layer in place; undefined where the path is none of torch's. */
export function functionalStep(call: Call, path: string): Value | undefined {
  const { run, passed, node } = call;
  if (!path.startsWith("torch.")) return undefined;
  const tensors = tensorsIn(run, valuesOf(passed));
  const facts = factsOf(call, path);
  if (facts) return addStep(run, shown(path), facts, tensors, node);
  if (NO_STEP.test(path.slice(path.lastIndexOf(".") + 1))) return unknown(run.notKnown(node).why);
  return foreignStep(run, path, tensors, node);
}
