import type { Report } from "../formats/index";
import type { DepthFigure, SparkFigure } from "./types";

/** Mean and root mean square relative to evaluation across depth. */
export declare function depthFigure(report: Report): DepthFigure;

/** Every layer as a small multiple on one scale. */
export declare function sparkFigure(report: Report): SparkFigure;
