import { grouped } from "../number";
import { COUNT, TEXT, worded } from "./wording";

/** Why a layer that the engine has is in no experiment; `layer` is what sentences call it. */
export const EXPERIMENT = {
  too_many_units: worded(
    { layer: TEXT, units: COUNT, most: COUNT },
    ({ layer, units, most }) => `${layer} has ${grouped(units)} units on one side; at most ${grouped(most)} are run`,
  ),
  too_many_weights: worded(
    { layer: TEXT, inputs: COUNT, units: COUNT, most: COUNT },
    ({ layer, inputs, units, most }) =>
      `${layer} has ${grouped(inputs)} × ${grouped(units)} weights; at most ${grouped(most)} are run`,
  ),
  no_own_dropout: worded({ layer: TEXT }, ({ layer }) => `${layer} is in a part without a dropout of its own`),
  /** The reasons after it say why. */
  input_not_known: worded({ layer: TEXT }, ({ layer }) => `what enters ${layer} isn't known`),
  never_called: worded({ model: TEXT }, ({ model }) => `${model} makes it and never calls it`),
} as const;
