import * as v from "valibot";
import { grouped } from "../number";
import { TEXT, COUNT, worded } from "./wording";

const UNKNOWN = "isn't known from this file";

/** Why the reader doesn't know a value, or what a list or an object holds. */
export const VALUES = {
  /** An expression or a name, as it is written. */
  not_known: worded({ text: TEXT }, ({ text }) => `${text} ${UNKNOWN}`),
  expression_missing: worded({}, () => "an expression is missing here"),
  /** What a name stands for, which is called or used. */
  callee_not_known: worded({ name: TEXT }, ({ name }) => `what ${name} is ${UNKNOWN}`),
  defined_elsewhere: worded({ name: TEXT }, ({ name }) => `${name} is defined in another file`),
  extends_elsewhere: worded({ name: TEXT }, ({ name }) => `${name} extends a class of another file`),
  /** A name that has another value after one way of a condition than after the other. */
  value_depends: worded({ name: TEXT, on: TEXT }, ({ name, on }) => `${name} depends on ${on}, which ${UNKNOWN}`),
  /** A name that a loop changes; `on` is what the loop runs over. */
  changes_in_loop: worded({ name: TEXT, on: v.optional(TEXT) }, ({ name, on }) =>
    on === undefined
      ? `${name} changes in a loop, and how often that repeats ${UNKNOWN}`
      : `${name} changes in a loop over ${on}, which ${UNKNOWN}`,
  ),
  /** Something that is made, or done, in one way of a condition. */
  existence_depends: worded({ on: TEXT }, ({ on }) => `whether this is made depends on ${on}, which ${UNKNOWN}`),
  /** Something in a loop; `on` is what the loop runs over. */
  repeats: worded({ on: v.optional(TEXT) }, ({ on }) =>
    on === undefined
      ? `how often this repeats ${UNKNOWN}`
      : `how often this repeats depends on ${on}, which ${UNKNOWN}`,
  ),
  list_extended: worded({}, () => `what a list is extended by ${UNKNOWN}`),
  dictionary_updated: worded({}, () => `what a dictionary is updated with ${UNKNOWN}`),
  items_cut: worded({ most: COUNT }, ({ most }) => `only ${grouped(most)} items of a list are read`),
  loops_too_deep: worded({}, () => "its loops are nested too deeply"),
} as const;
