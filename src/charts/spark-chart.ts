import type { SparkFigure } from "../figure/index";

/** One layer's small multiple, on a canvas sized by CSS. */
export declare class SparkChart {
  constructor(canvas: HTMLCanvasElement);
  /** Draws the spark of the layer with this index. */
  update(figure: SparkFigure, layer: number): void;
  destroy(): void;
}
