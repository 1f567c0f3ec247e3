import * as v from "valibot";
import { grouped } from "../number";
import { EXPERIMENT } from "./experiment";
import { FORWARD } from "./forward";
import { ARGUMENTS, NOT_RUN, PRINTED } from "./layers";
import { VALUES } from "./values";
import type { FactsOf } from "./wording";

const REASONS = { ...VALUES, ...NOT_RUN, ...ARGUMENTS, ...PRINTED, ...FORWARD, ...EXPERIMENT } as const;
type Reasons = typeof REASONS;

/** Each kind of reason by its code. */
type ByCode = {
  [C in keyof Reasons]: {
    readonly code: C;
    /** Where it is in the source, counted from 1, where that isn't the layer's own place. */
    readonly line?: number | undefined;
  } & FactsOf<Reasons[C]>;
};

/** Why something of a model isn't known, isn't a chain, or isn't run: a code and its facts. `reasonText` words it. */
export type Reason = ByCode[keyof ByCode];

const line = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const options = Object.entries(REASONS).map(([code, { facts }]) => v.object({ code: v.literal(code), line, ...facts }));

// What the table says of each code is lost in a list of its entries.
export const Reason = v.variant("code", options) as unknown as v.GenericSchema<unknown, Reason>;

/** What a reason says: part of a sentence, in which a line of the source comes first. */
export function reasonText(reason: Reason): string {
  const { text } = REASONS[reason.code] as { readonly text: (facts: object) => string };
  return reason.line === undefined ? text(reason) : `Line ${grouped(reason.line)}: ${text(reason)}`;
}

/** What several reasons say, in one text. */
export const reasonsText = (reasons: readonly Reason[]): string => reasons.map(reasonText).join("; ");

/** Whether a reason says of a layer that it isn't run, and nothing of what isn't known of it. */
export const isNotRun = ({ code }: Reason): boolean => Object.hasOwn(NOT_RUN, code);

/** Whether two reasons say the same. */
export const isSameReason = (a: Reason, b: Reason): boolean =>
  a === b || (a.code === b.code && JSON.stringify(a) === JSON.stringify(b));
