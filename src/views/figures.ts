import { depthFigure, layerSentence, layerTable, sparkFigure } from "../figure/index";
import type { DepthFigure, LayerTable, SparkFigure } from "../figure/index";
import type { Report } from "../formats/index";

/** A function of a report and a layer that remembers what it made of the last report: a view renders often. */
function remembered<T>(make: (report: Report, layer: number) => T): (report: Report, layer: number) => T {
  const made = new WeakMap<Report, Map<number, T>>();
  return (report, layer) => {
    let layers = made.get(report);
    if (!layers) made.set(report, (layers = new Map<number, T>()));
    let value = layers.get(layer);
    if (value === undefined) layers.set(layer, (value = make(report, layer)));
    return value;
  };
}

const depth = remembered((report) => depthFigure(report));
const sparks = remembered((report) => sparkFigure(report));

/** Mean and root mean square across depth. */
export const depthOf = (report: Report): DepthFigure => depth(report, 0);
/** The small multiples of all layers. */
export const sparksOf = (report: Report): SparkFigure => sparks(report, 0);
/** The table of one layer. */
export const tableOf: (report: Report, layer: number) => LayerTable = remembered(layerTable);
/** The sentence about one layer. */
export const sentenceOf: (report: Report, layer: number) => string = remembered(layerSentence);
