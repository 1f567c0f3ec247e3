import type { Mode } from "../formats/index";

/** The modes in the order of columns and labels: evaluation is what the other two are compared with. */
export const MODE_ORDER = ["eval", "unscaledTrain", "train"] as const satisfies readonly Mode[];

/** What a mode is called at a curve and over a column. */
export const MODE_NAMES: Readonly<Record<Mode, string>> = { eval: "eval", unscaledTrain: "unscaled", train: "train" };

/** What stands where a mode does not come by a layer. */
export const unseen = (mode: Mode): string => `not reached in ${MODE_NAMES[mode]}`;

/** Lengths of stroke and gap in pixels with which a mode is drawn everywhere; empty is solid. */
export const MODE_DASHES: Readonly<Record<Mode, readonly number[]>> = {
  eval: [2, 2],
  unscaledTrain: [7, 3],
  train: [],
};

/** One line on focus and hover of each mode's name. */
export const MODE_EXPLANATIONS: Readonly<Record<Mode, string>> = {
  eval: "Evaluation (model.eval()): dropout passes everything on unchanged.",
  unscaledTrain: "Unscaled train: training with the same masks, but without multiplying the survivors by 1/(1-p).",
  train: "Training (model.train()): dropout drops with probability p and multiplies the survivors by 1/(1-p).",
};

/** One line on focus and hover of each term that a table or a sentence uses. */
export const TERMS = {
  mean: "Mean: the average over all trials and units.",
  sd: "Standard deviation: how far single values lie from the mean, over all trials and units.",
  rms: "Root mean square: the scale of the activations where their values have both signs.",
  versusEval: "Difference of the mean from evaluation, from paired trials; a percentage where a ratio makes sense.",
  rmsVersusEval: "Root mean square against evaluation: how much larger or smaller the activations are in training.",
  noise:
    "Noise: how far single values in training lie from evaluation's, trial by trial, relative to evaluation's root mean square.",
  samplingError: "Sampling error: a difference within four standard errors can be chance and is called equal.",
  unscaled: MODE_EXPLANATIONS.unscaledTrain,
  predictedMean: "Predicted mean: from a closed formula, for the parameters that were drawn.",
  predictedSd: "Predicted standard deviation: from a closed formula, for the parameters that were drawn.",
  zeros: "Share of values that are exactly zero: dropped units, or a ReLU below zero.",
  nonFinite: "Values that overflowed to infinity or are not a number; every other figure leaves them out.",
} as const;
