import {
  modelNames,
  parseDistribution,
  readExperiments,
  segmentsOf,
  settingsBeside,
  type SegmentOptions,
  type SourceModel,
} from "../../python/index";

/** What of a model is run, with the settings in the comments beside it in the code `text`. */
const explore = (text: string, model: SourceModel, options: SegmentOptions) =>
  segmentsOf(model, { ...options, settings: settingsBeside(text, model) });

/** What a host may ask of a text that it keeps no track of. */
export const ASKS = {
  explore,
  distribution: parseDistribution,
  experiments: readExperiments,
  modelNames,
  segments: segmentsOf,
};
/** Their types. */
export type Asks = typeof ASKS;
