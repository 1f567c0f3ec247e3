/** Layers and experiments in PyTorch notation: read, written, and as a program that runs in PyTorch. */
export { NeedsInput, NotationError, placeOf } from "./errors";
export { parseExperiment, type Experiment, type ExperimentDefaults } from "./experiment";
export { parseLayers } from "./layers";
export { pytorchProgram } from "./program";
