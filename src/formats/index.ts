/** The public formats: what files, notebooks, reports and messages look like. */
export type { CodeLayer, CodeLine, CodeModel, CodeOrigin, CodeStatus, CodeTarget } from "./code";
export { DISTRIBUTION_KINDS, INITIALIZER_KINDS, type Distribution, type Initializer } from "./distribution";
export { issueAt, pathOf, ReportError, SpecError, type SpecIssue } from "./issue";
export {
  definition,
  dropRateOf,
  isActivation,
  isDropout,
  isIdentity,
  isLayerKind,
  isLinear,
  isNonlinear,
  isRectifier,
  labelOf,
  LAYER_KINDS,
  maskText,
  roleOf,
  sized,
  unitsAfter,
  type ActivationSpec,
  type DropoutSpec,
  type LayerKind,
  type LayerSpec,
  type LinearSpec,
  type Role,
} from "./layer";
export { definitionOf, KINDS, type KindOfRole, type SpecOfKind } from "./kinds/index";
export type { Links, Manner, TorchClass, TorchParameter } from "./kinds/kind";
export { DEFAULTS, LARGEST_PAYLOAD, LIMITS, REPORT_MIME } from "./limits";
export { grouped } from "./number";
export { checkSpec, parseSpec } from "./parse";
export { readPayload, readReport, readReportFile, whyNotOpened, type Reading, type Refusal } from "./payload";
export {
  eachMode,
  layerNamed,
  layersByName,
  MODES,
  parseReport,
  type ExploreReport,
  type LayerReport,
  type Mode,
  type ProbeReport,
  type Report,
} from "./report";
export { INPUT, unitsOf, walk, type Dimensions, type LayerNode, type Walk } from "./walk";
export type { ExploreSpec, ReportSpec } from "./spec";
export type { ActivationSummary, Histogram } from "./summary";
export { versionFor } from "./version";
export { AppState, type Origin, type Step } from "./state";
export * from "./messages";
export { ReadingStop, stopSentence } from "./reading-stop";
export { isNotRun, isSameReason, Reason, reasonsText, reasonText } from "./reasons/index";
export {
  SourceLayer,
  SourceModel,
  SourceRate,
  SourceSpan,
  SourceStretch,
  whyUnknown,
  type FrameworkName,
} from "./source-model";
export { sameSpec, sameValue } from "./same-spec";
