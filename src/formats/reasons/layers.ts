import * as v from "valibot";
import { TEXT, worded } from "./wording";

/** Why a layer that the reader knows isn't run, whatever its arguments are. */
export const NOT_RUN = {
  /** A class, a function or a kind of layer that the engine doesn't have. */
  not_run: worded({ name: TEXT }, ({ name }) => `${name} is listed, not run`),
  arithmetic: worded({}, () => "arithmetic is listed, not run"),
  part_of_values: worded({}, () => "taking a part of the values is listed, not run"),
  other_flatten: worded({}, () => "a flatten of other dimensions is listed, not run"),
  bounded_relu: worded({}, () => "a ReLU with a maximum or threshold is listed, not run"),
  shared_mask: worded({}, () => "with noise_shape, values share a mask: it is listed, not run"),
} as const;

/** What the source doesn't say of a layer's arguments, and what it says that can't be. */
export const ARGUMENTS = {
  argument_missing: worded({ parameter: TEXT }, ({ parameter }) => `${parameter} is missing`),
  wrong_type: worded(
    { parameter: TEXT, type: v.picklist(["number", "boolean", "string"]), written: TEXT },
    ({ parameter, type, written }) => `${parameter} must be a ${type}, but this is ${written}`,
  ),
  /** A rate that is a number beyond [0, 1], or None. */
  no_probability: worded(
    { written: TEXT },
    ({ written }) => `${written} isn't a probability: write a number from 0 to 1`,
  ),
  keep_probability: worded({}, () => "keep_prob is the probability to keep"),
  single_layer: worded({}, () => "a single layer drops nothing: dropout acts between layers"),
  between_layers: worded({}, () => "it drops between its layers, not after the last"),
  activity_depends: worded({ on: TEXT }, ({ on }) => `whether it drops depends on ${on}`),
} as const;

/** "a", "a and b", "a, b, and c". */
function listed(names: readonly string[]): string {
  if (names.length < 3) return names.join(" and ");
  return `${names.slice(0, -1).join(", ")}, and ${names.at(-1) ?? ""}`;
}

/** What print(model) leaves open. */
export const PRINTED = {
  rate_not_printed: worded({}, () => "its rate isn't printed"),
  printed_no_probability: worded({}, () => "what is printed for its rate isn't a probability"),
  not_printed: worded(
    { parameters: v.array(TEXT) },
    ({ parameters }) => `what is printed doesn't say ${listed(parameters)}`,
  ),
} as const;
