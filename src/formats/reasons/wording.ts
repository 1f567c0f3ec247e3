import * as v from "valibot";

/** What is known of one kind of reason: the facts that it holds, and how a person reads it. */
export interface Wording<F extends v.ObjectEntries> {
  readonly facts: F;
  readonly text: (facts: v.InferOutput<v.ObjectSchema<F, undefined>>) => string;
}

/** What a wording tells of its reason. */
export type FactsOf<W> = W extends Wording<infer F> ? Readonly<v.InferOutput<v.ObjectSchema<F, undefined>>> : never;

/** One kind of reason; its text is the middle of a sentence, without a period. */
export const worded = <const F extends v.ObjectEntries>(facts: F, text: Wording<F>["text"]): Wording<F> => ({
  facts,
  text,
});

/** A fact that is a piece of source, or a name in it. */
export const TEXT = v.string();
/** A fact that is a number of things. */
export const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0));
