/** What may be said of a report: every comparison, threshold and exception, decided once. The figures word it. */
export {
  allowsRatio,
  compareMean,
  contradictsPrediction,
  isUnseen,
  meanRatio,
  nonFiniteCount,
  rmsRatio,
  sdOf,
  type Comparison,
  type ComparedAs,
  type Measure,
} from "./comparison";
export { worstDrift, type Drift } from "./drift";
export { lineageOf } from "./lineage";
export { firstNonlinearity, sitesUpTo, tooFew, type Site } from "./sites";
export { verdictOf, type Finding, type LayerVerdict } from "./layer";
