import type { Report } from "../formats/index";

/** What dropout does to one layer, in plain words, from the measured numbers. */
export declare function layerSentence(report: Report, layer: number): string;
