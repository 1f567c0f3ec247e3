import { grouped } from "../number";
import { COUNT, TEXT, worded } from "./wording";

const MADE_ORDER = "print(model) shows layers in the order in which they were made, which may not be how they run";

/** Why a model isn't a chain of layers, each of which takes what the one before it gives. */
export const FORWARD = {
  several_values: worded({ name: TEXT }, ({ name }) => `${name} takes several values`),
  other_input: worded({ name: TEXT }, ({ name }) => `${name} takes another input`),
  second_input: worded({ name: TEXT }, ({ name }) => `${name} is another input`),
  several_outputs: worded({}, () => "the model has several outputs"),
  earlier_value: worded({ name: TEXT }, ({ name }) => `${name} takes an earlier value: the model branches`),
  /** The forward returns another value than that of its last step. */
  earlier_output: worded({}, () => "what it returns isn't its last value"),
  combined: worded({ operator: TEXT }, ({ operator }) => `two values are combined by ${operator}`),
  runs_twice: worded({ name: TEXT }, ({ name }) => `${name} runs twice, with the same weights`),
  steps_depend: worded({ on: TEXT }, ({ on }) => `what runs depends on ${on}`),
  forward_elsewhere: worded({ name: TEXT }, ({ name }) => `how ${name} runs isn't in this file`),
  not_callable: worded({ name: TEXT }, ({ name }) => `${name} can't be called`),
  no_forward: worded({}, () => "no forward pass was found, so the layers are in the order in which they are made"),
  steps_cut: worded({ most: COUNT }, ({ most }) => `only ${grouped(most)} steps are read`),
  too_long: worded({}, () => "this is too long to follow"),
  forward_not_printed: worded({ name: TEXT }, ({ name }) => `the forward of ${name} isn't printed: ${MADE_ORDER}`),
  printed_apart: worded({}, () => "its layers don't run one after another"),
} as const;
