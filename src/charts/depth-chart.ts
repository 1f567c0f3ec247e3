import type { DepthFigure } from "../figure/index";

/** Mean or root mean square relative to eval across depth, on a canvas that fills its parent. */
export declare class DepthChart {
  /** `onSelect` gets the index of the layer that was clicked. */
  constructor(canvas: HTMLCanvasElement, measure: "mean" | "rms", onSelect?: (layer: number) => void);
  /** Draws the overview; `selected` is marked. */
  update(figure: DepthFigure, selected: number): void;
  destroy(): void;
}
