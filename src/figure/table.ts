import type { Report } from "../formats/index";
import type { LayerTable } from "./types";

/** The figures of one layer, a column for each mode. */
export declare function layerTable(report: Report, layer: number): LayerTable;

/** The same as aligned plain text. */
export declare function textTable(report: Report, layer: number): string;
