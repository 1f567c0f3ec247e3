import type { SourceLayer, SourceModel } from "../../formats/index";
import { rateText, sitesText } from "./sites-text";

/** What an entry of the tree of models says; of what it looks like VS Code's theme decides. */
export interface TreeText {
  readonly label: string;
  readonly description: string;
  /** The name of a codicon. */
  readonly icon: string;
}

const FRAMEWORKS: Readonly<Record<SourceModel["framework"], string>> = {
  pytorch: "PyTorch",
  keras: "Keras",
};
/** The entry of a model. */
export function modelText(model: SourceModel): TreeText {
  const description = [FRAMEWORKS[model.framework], sitesText(model) ?? "no dropout"].join(" · ");
  return { label: model.name, description, icon: model.form === "class" ? "symbol-class" : "symbol-array" };
}

/**
 * The entry of a layer: its name, and its code; of a dropout first the probability to drop.
 *
 * @param runs Whether the engine runs it in some experiment.
 */
export function layerText(code: string, layer: SourceLayer, runs: boolean): TreeText {
  const isSite = layer.p !== undefined;
  return {
    label: layer.name,
    description: [...(isSite ? [`p = ${rateText(layer.p)}`] : []), code, ...(runs ? [] : ["not run"])].join(" · "),
    icon: isSite ? "color-mode" : runs ? "circle-outline" : "circle-slash",
  };
}
