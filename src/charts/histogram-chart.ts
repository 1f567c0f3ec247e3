import type { Picture } from "../figure/index";

/** How a picture is drawn this time. */
export interface DrawOptions {
  /** The picture belongs to an earlier run: drawn with a quiet mark. */
  readonly stale?: boolean;
}

/** One layer's picture on a canvas that fills its parent; the parent needs a height and `position: relative`. */
export declare class HistogramChart {
  constructor(canvas: HTMLCanvasElement);
  /** Draws a picture, without animation; cheap enough for every frame of a moving slider. */
  update(picture: Picture, options?: DrawOptions): void;
  /** Width of the plot in CSS pixels, for `pictureOf`. */
  get plotWidth(): number;
  destroy(): void;
}
