import type { Report } from "../formats/index";
import type { Hover, Picture, PictureOptions } from "./types";

/** One layer of a report as a picture. */
export declare function pictureOf(report: Report, layer: number, options?: PictureOptions): Picture;

/** What is at `x` of a picture, in each mode. */
export declare function hoverAt(picture: Picture, x: number): Hover;
