import type { Reason, SourceLayer } from "../../../formats/index";
import { SIGNATURES, type Signature } from "../../notation/signatures";
import { kindOf } from "../values/paths";
import type { PrintedArgument, PrintedValue } from "./arguments";
import type { PrintedModule } from "./tree";

type Parameters = Record<string, PrintedValue>;

/** Under which argument a class shows its rate that is not called after dropout; null where it does not show it. */
const RATES: ReadonlyMap<string, string | null> = new Map([
  ["MultiheadAttention", null],
  ["LSTM", "dropout"],
  ["GRU", "dropout"],
  ["RNN", "dropout"],
  ["StochasticDepth", "p"],
]);
const RECURRENT = /^(?:LSTM|GRU|RNN)$/;

/** What print shows without a name, in its order. */
const POSITIONS: readonly [RegExp, readonly string[]][] = [
  [/^Embedding$/, ["num_embeddings", "embedding_dim"]],
  [/^(?:Layer|RMS)Norm$/, ["normalized_shape"]],
  [/^GroupNorm$/, ["num_groups", "num_channels"]],
  [RECURRENT, ["input_size", "hidden_size"]],
  [/^(?:Lazy)?Conv/, ["in_channels", "out_channels"]],
  [/^(?:Lazy)?(?:Batch|Instance)Norm/, ["num_features"]],
];

function named({ type, arguments: given }: PrintedModule): (PrintedArgument & { readonly name: string })[] {
  const positions = POSITIONS.find(([pattern]) => pattern.test(type))?.[1] ?? [];
  return given.flatMap((argument, at) => {
    const name = argument.name ?? positions[at];
    return name === undefined ? [] : [{ ...argument, name }];
  });
}

/** The parameters of a layer that the engine runs, by the spec's keys; null where it is not printed. */
function represented(signature: Signature, given: ReadonlyMap<string, PrintedArgument>): Parameters {
  const parameters: Parameters = {};
  for (const { name, type, key = name, ignored, fixed } of signature.parameters) {
    const value = given.get(name)?.value;
    // What a lazy layer takes is printed as 0 until it is known.
    if (ignored || fixed || key === "p" || (key === "inputs" && value === 0)) continue;
    parameters[key] = typeof value === type ? value! : null;
  }
  return parameters;
}

/** The kind of a class that the engine runs; Flatten is what it makes an identity of. */
const kindInEngine = (type: string, signature: Signature): string =>
  type === "Flatten" ? kindOf(type) : (signature.spec({}) as { readonly kind: string }).kind;

/** What a layer's class and rate say of when it drops: an RNN does so between its layers only. */
function activeOf({ type }: PrintedModule, given: ReadonlyMap<string, PrintedArgument>): "train" | "never" {
  return RECURRENT.test(type) && !(Number(given.get("num_layers")?.value ?? 1) > 1) ? "never" : "train";
}

/** The key under which a class shows its rate; undefined where it holds no dropout. */
function rateKey({ type }: PrintedModule, given: ReadonlyMap<string, PrintedArgument>): string | null | undefined {
  const key = RATES.get(type);
  if (key !== undefined) return RECURRENT.test(type) && !given.has("dropout") ? undefined : key;
  if (!/drop(?:out|path)/i.test(type)) return undefined;
  return ["p", "drop_prob", "dropout", "rate"].find((name) => given.has(name)) ?? null;
}

/** The dropout of a layer: its rate as drop probability, null where it is not printed or is none. */
function dropoutOf(
  module: PrintedModule,
  given: ReadonlyMap<string, PrintedArgument>,
): Pick<SourceLayer, "p" | "active" | "rate" | "reasons"> {
  const key = rateKey(module, given);
  if (key === undefined) return {};
  const active = activeOf(module, given);
  const argument = key === null ? undefined : given.get(key);
  const value = argument?.value;
  if (!argument || typeof value !== "number" || !(value >= 0 && value <= 1)) {
    const reason: Reason = { code: argument ? "printed_no_probability" : "rate_not_printed" };
    return { p: null, active, reasons: [reason] };
  }
  const { text, from, to } = argument;
  return { p: value, active, rate: { text, from, to } };
}

/** The signature of a class that the engine runs, as it is given. */
function signatureOf({ type }: PrintedModule, given: ReadonlyMap<string, PrintedArgument>): Signature | undefined {
  const signature = SIGNATURES.get(type);
  const differs = signature?.parameters.some(({ name, fixed, standard }) => {
    const value = given.get(name)?.value;
    return fixed && value !== undefined && value !== standard;
  });
  return differs ? undefined : signature;
}

/** A printed module that stands for itself, as a layer called `name`. */
export function layerOf(module: PrintedModule, name: string): SourceLayer {
  const { type, from, to } = module;
  const shown = named(module);
  const given = new Map(shown.map((argument) => [argument.name, argument]));
  const signature = signatureOf(module, given);
  const dropout = dropoutOf(module, given);
  if (!signature) {
    const others = shown.filter((argument) => argument.name !== rateKey(module, given));
    const parameters = Object.fromEntries(others.map((argument) => [argument.name, argument.value]));
    const reasons: Reason[] = [{ code: "not_run", name: type }, ...(dropout.reasons ?? [])];
    return { name, kind: kindOf(type.replace(/^.*\./, "")), from, to, parameters, ...dropout, reasons };
  }
  const parameters = represented(signature, given);
  const unknown = Object.keys(parameters).filter((key) => parameters[key] === null);
  const unprinted: Reason[] = unknown.length > 0 ? [{ code: "not_printed", parameters: unknown }] : [];
  const reasons = [...unprinted, ...(dropout.reasons ?? [])];
  const kind = kindInEngine(type, signature);
  return { name, kind, from, to, parameters, ...dropout, ...(reasons.length > 0 && { reasons }) };
}
