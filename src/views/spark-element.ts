import { SparkChart } from "../charts/index";
import type { SparkFigure } from "../figure/index";
import { ChartElement } from "./chart-element";

/** One of the small multiples. */
export interface SparkData {
  readonly figure: SparkFigure;
  readonly layer: number;
}

/** `<dx-spark>`: a layer's small histogram, silent in its button: the button's name is the layer. */
export class SparkElement extends ChartElement<SparkData, SparkChart> {
  protected override readonly silent = true;

  protected override create(canvas: HTMLCanvasElement): SparkChart {
    return new SparkChart(canvas);
  }

  protected override draw(chart: SparkChart, { figure, layer }: SparkData): string {
    chart.update(figure, layer);
    return figure.sparks[layer]?.label ?? "";
  }
}
