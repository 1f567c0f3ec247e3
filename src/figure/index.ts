/** What a picture says: figures, words and tables made from reports, without DOM. */
export { MODE_EXPLANATIONS, MODE_NAMES, MODE_ORDER, TERMS } from "./modes";
export { formatChange, formatCount, formatNumber, formatShare } from "./numbers";
export { layerSentence } from "./sentence";
export { layerTable, textTable } from "./table";
export { hoverAt, pictureOf } from "./picture";
export { depthFigure, sparkFigure } from "./depth";
export type * from "./types";
export type { Mode } from "../formats/index";
