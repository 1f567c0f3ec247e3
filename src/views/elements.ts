import { DepthMeanElement, DepthRmsElement } from "./depth-element";
import { HistogramElement } from "./histogram-element";
import { SparkElement } from "./spark-element";

const ELEMENTS = {
  "dx-histogram": HistogramElement,
  "dx-depth-mean": DepthMeanElement,
  "dx-depth-rms": DepthRmsElement,
  "dx-spark": SparkElement,
} as const;

/** Makes the elements that the views use known to the page; several outputs of a notebook share one page. */
export function defineElements(): void {
  for (const [name, element] of Object.entries(ELEMENTS)) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
