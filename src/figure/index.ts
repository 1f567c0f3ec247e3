/** What a picture says: figures, words and tables made from reports, without DOM. */
export { MODE_EXPLANATIONS, MODE_NAMES, MODE_ORDER, TERMS } from "./modes";
export { formatChange, formatCount, formatNumber, formatShare } from "./numbers";
export { layerSentence } from "./sentence";
export { layerTable, textTable, whyEmpty } from "./table";
export { hoverAt } from "./hover";
export { pictureOf } from "./picture";
export { depthFigure, depthHover } from "./depth";
export { sparkFigure } from "./spark";
export { compareMean, contradictsPrediction, type Comparison, type Measure, type Verdict } from "./verdict";
export type * from "./types";
export type { Mode } from "../formats/index";
