/** Layers and experiments in PyTorch notation: read, written, and as a program that runs in PyTorch. */
export { NeedsInput, NotationError, NothingToRun, placeOf } from "./notation/errors";
export { parseExperiment, type Experiment, type ExperimentDefaults } from "./notation/experiment";
export { settingsBeside } from "./notation/settings-beside";
export { parseLayers } from "./notation/layers";
export { pytorchProgram } from "./notation/program";
export { ModelReader, readModels, type Edit } from "./models/index";
export {
  distinctSegments,
  segmentsOf,
  type Answer,
  type Exploration,
  type Question,
  type Segment,
  type SegmentOptions,
} from "./segments/index";
export { readExperiments, type ModelReading, type TextReading } from "./readings";
export { distributionText, parseDistribution } from "./notation/distribution-text";
export { digestOf, whichLayers } from "./digest";
export { modelNames } from "./model-names";
export type { Reason, ReadingStop, SourceModel } from "../formats/index";
