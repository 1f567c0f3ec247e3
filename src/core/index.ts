/** The mathematics: what a spec means, trial by trial, and what a report says. No clock, no host, no workers. */
export { labelOf } from "./label";
export { mergeReports } from "./merge";
export { ARTICLE, PRESETS, type Preset } from "./presets";
export { dropRate, type DropRate } from "./random/mask";
export { BLOCK } from "./random/stream";
export { Accumulator } from "./run/accumulator";
export { prepareCost, trialCost } from "./run/cost";
export { planOf, type Plan } from "./run/plan";
export { keptFor, prepare, type Prepared, type PreparedSummary } from "./run/prepare";
export { runHere } from "./run/run-here";
export { SliceRunner, type SliceData } from "./run/slice";
