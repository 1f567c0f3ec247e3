import { DepthChart } from "../charts/index";
import type { DepthFigure } from "../figure/index";
import { ChartElement } from "./chart-element";

/** One measure across depth. */
export interface DepthData {
  readonly figure: DepthFigure;
  readonly selected: number;
  readonly onSelect: (layer: number) => void;
}

abstract class DepthElement extends ChartElement<DepthData, DepthChart> {
  protected abstract readonly measure: "mean" | "rms";

  protected override create(canvas: HTMLCanvasElement): DepthChart {
    return new DepthChart(canvas, this.measure, (layer) => this.current?.onSelect(layer));
  }

  protected override draw(chart: DepthChart, { figure, selected }: DepthData): string {
    chart.update(figure, selected);
    return `${figure[this.measure].title}. ${figure.label}`;
  }
}

/** `<dx-depth-mean>`: the mean relative to evaluation, layer by layer. */
export class DepthMeanElement extends DepthElement {
  protected override readonly measure = "mean";
}

/** `<dx-depth-rms>`: the root mean square relative to evaluation, layer by layer. */
export class DepthRmsElement extends DepthElement {
  protected override readonly measure = "rms";
}
