/** The mathematics: what a spec means, trial by trial, and what a report says. No clock, no host, no workers. */
export { powerOfTwo } from "./bits";
export { compactReport } from "./compact";
export { activationOf, maskOf, type ActivationKernel, type MaskKernel } from "./kinds/index";
export { mergeReports, type MergeError } from "./merge";
export { ARTICLE, PRESETS, type Preset } from "./presets";
export type { Drawn } from "./random/distribution";
export { BLOCK, PURPOSES, type StreamKey } from "./random/key";
export { dropRate, type DropRate } from "./random/rate";
export { Accumulator } from "./run/accumulator";
export { prepareCost, trialCost } from "./run/cost";
export { CHUNK, planOf, type Plan } from "./run/plan";
export type { TrainingMode } from "./kinds/kind";
export type * from "./run/kernels";
export { drawsTheSame, prepare, type Prepared, type PreparedSummary } from "./run/prepare";
export { SliceRunner, type SliceData } from "./run/slice";
export { decideScale, noiseOf, scaleOf, type Noise, type Scale } from "./scale";
export { addLanes, writeSpread, writeSums } from "./statistics/moments";
export { Tally, type TallyData } from "./statistics/tally";
