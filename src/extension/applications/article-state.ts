import { ARTICLE } from "../../core/presets";
import type { AppState } from "../../formats/index";
import type { ExperimentDefaults } from "../base/settings";

/** What an application shows that has shown nothing yet: the article's experiment, with the settings' trials and seed. */
export function articleState(defaults: ExperimentDefaults): AppState {
  const spec = { ...ARTICLE.spec, ...defaults };
  return { spec, layer: spec.layers.length - 1, preset: ARTICLE.id, assumptions: [], undo: [], redo: [] };
}
