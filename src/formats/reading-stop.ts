import * as v from "valibot";
import { grouped } from "./number";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Counted from 1. */
const line = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Why a text was not read to its end; the models that were found before it are there all the same. */
export const ReadingStop = v.variant("code", [
  /** Nothing of it was read. */
  v.object({ code: v.literal("text_too_long"), length: count, most: count }),
  /** What begins at `line` was not parsed. */
  v.object({ code: v.literal("text_cut"), line }),
  /** What begins at `line` takes too long to follow. */
  v.object({ code: v.literal("too_much_to_follow"), line }),
  /** What begins at `line` is nested too deep. */
  v.object({ code: v.literal("too_deep"), line }),
]);
export type ReadingStop = v.InferOutput<typeof ReadingStop>;

/** The sentence that says so. */
export function stopSentence(stop: ReadingStop): string {
  switch (stop.code) {
    case "text_too_long":
      return `This text has ${grouped(stop.length)} characters. Models are read in texts of up to ${grouped(stop.most)}.`;
    case "text_cut":
      return `The code at line ${grouped(stop.line)} is too complex to read.`;
    case "too_much_to_follow":
      return `The code at line ${grouped(stop.line)} is too complex to follow to its end.`;
    case "too_deep":
      return `The code at line ${grouped(stop.line)} is nested too deeply to follow to its end.`;
  }
}
