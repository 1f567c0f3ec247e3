import { isSameReason, type Reason, type SourceLayer, type SourceSpan } from "../../../formats/index";
import { COSTS } from "./budget";
import type { Passed, Run } from "./run";
import { isNone, type Facts, type Value } from "./values";

type Parameters = SourceLayer["parameters"];
type Writable<T> = { -readonly [K in keyof T]: T[K] };
/** Facts that are being put together. */
export type Draft = Writable<Facts>;

/** The place of a node, or of anything that has one. */
export const spanOf = ({ from, to }: SourceSpan): SourceSpan => ({ from, to });

/** Longer tuples aren't sizes. */
const MOST_SIZES = 64;

/** A value as a parameter: a tuple and None as Python writes them; null where it is not known. */
export function parameterOf(value: Value, depth = 0): Parameters[string] {
  if (value.type === "known") {
    if (value.value === null) return "None";
    return typeof value.value === "number" && !Number.isFinite(value.value) ? String(value.value) : value.value;
  }
  if (value.type === "list" && value.open === undefined && depth < 2 && value.items.length <= MOST_SIZES) {
    const items = value.items.map((item) => parameterOf(item, depth + 1));
    if (items.includes(null)) return null;
    const length = items.reduce<number>((sum, item) => sum + (typeof item === "string" ? item.length : 0), 0);
    if (length > LONGEST_PARAMETER) return null;
    const inside = items.join(", ");
    return value.tuple ? `(${inside}${items.length === 1 ? "," : ""})` : `[${inside}]`;
  }
  return null;
}

/** Longer parameters are none. */
const LONGEST_PARAMETER = 2_000;

/** More reasons than anybody reads of one layer. */
const MOST_REASONS = 32;

/** More than any layer has. */
const MOST_PARAMETERS = 64;

/** Adds a reason to those that a layer has. */
export function addReason(facts: { reasons?: Reason[] | undefined }, reason: Reason): void {
  const { reasons = [] } = facts;
  if (reasons.length >= MOST_REASONS || reasons.some((one) => isSameReason(one, reason))) return;
  // Facts may share the list that they were copied with.
  facts.reasons = [...reasons, reason];
}

/** A parameter that is written: its value, its place, and a reason where it is not known, or not of its type. */
export function setParameter(
  run: Run,
  facts: Draft,
  key: string,
  { value, node }: Passed,
  type?: "number" | "boolean" | "string",
): void {
  if (Object.keys(facts.parameters).length > MOST_PARAMETERS) return;
  const written = parameterOf(value);
  const fits = written === null || type === undefined || typeof written === type;
  const parameter = fits ? written : null;
  facts.parameters[key] = parameter;
  if (!fits) addReason(facts, { code: "wrong_type", parameter: key, type, written: String(written).slice(0, 40) });
  facts.places = { ...facts.places, [key]: spanOf(node) };
  run.spend(COSTS.entry);
  if (parameter === null && value.type === "unknown") addReason(facts, whyUnknown(run, key, { value, node }));
}

/** Why an argument is not known, by a reason that names it. */
function whyUnknown(run: Run, key: string, { value, node }: Passed): Reason {
  if (value.type === "unknown") return value.why;
  return { code: "not_known", text: `${key} = ${run.textOf(node).slice(0, 40)}` };
}

/** The dropout rate of a layer: as written, or the framework's default. */
export function setRate(run: Run, facts: Draft, passed: Passed | undefined, standard: number | null): void {
  facts.active = "train";
  facts.p = standard;
  if (!passed) return;
  const { value, node } = passed;
  const origin = value.type === "known" ? value.origin : undefined;
  const elsewhere = origin && (origin.from !== node.from || origin.to !== node.to);
  facts.rate = { text: run.textOf(node), ...spanOf(node), ...(elsewhere ? { origin: spanOf(origin) } : {}) };
  const p = value.type === "known" && typeof value.value === "number" ? value.value : undefined;
  facts.p = p !== undefined && p >= 0 && p <= 1 ? p : null;
  if (facts.p !== null) return;
  if (p !== undefined) addReason(facts, { code: "no_probability", written: String(p) });
  else if (isNone(value)) addReason(facts, { code: "no_probability", written: "None" });
  else addReason(facts, whyUnknown(run, "the rate", passed));
}

/** Characters that a layer says again wherever it is listed, for one unit. */
const CHARACTERS_IN_A_UNIT = 16;

/** What a layer costs each time that it is listed: its texts are shared here, and written out where it is sent. */
export function costOfListing({
  parameters,
  rate,
  reasons = [],
}: Pick<Facts, "parameters" | "rate" | "reasons">): number {
  const fields = [parameters, ...reasons].flatMap((said) => Object.entries(said));
  const characters = fields.reduce(
    (sum, [key, value]) => sum + key.length + (typeof value === "string" ? value.length : 0),
    rate?.text.length ?? 0,
  );
  return Math.floor(characters / CHARACTERS_IN_A_UNIT);
}
