import { Chart, type ChartEvent, type Plugin } from "chart.js";
import { depthHover, layerAxis, MODE_ORDER, MOST_DOTS, type DepthFigure } from "../figure/index";
import { drawHover } from "./hover-marks";
import { drawKey } from "./key";
import { plotOf, type Plot } from "./marks";
import { scaleOptions, STILL, type LineChart } from "./registry";
import { onThemeChange, readTheme, type Theme } from "./theme";

/** The band behind the selected layer is no wider than this, in pixels. */
const WIDEST_BAND = 28;

/** Mean or root mean square relative to eval across depth, on a canvas that fills its parent. */
export class DepthChart {
  #chart: LineChart | null = null;
  #figure: DepthFigure | null = null;
  #selected = 0;
  #hovered: number | null = null;
  #theme: Theme;
  readonly #endTheme: () => void;

  /** `onSelect` gets the index of the layer that was clicked. */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly measure: "mean" | "rms",
    private readonly onSelect: (layer: number) => void = () => undefined,
  ) {
    this.#theme = readTheme(canvas);
    this.#endTheme = onThemeChange(() => this.#retheme());
  }

  /** Draws the overview; `selected` is marked. */
  update(figure: DepthFigure, selected: number): void {
    this.#figure = figure;
    this.#selected = selected;
    if (this.#chart === null) {
      this.#chart = this.#create(figure);
      return;
    }
    this.#chart.data.datasets = this.#datasets(figure);
    this.#chart.options.scales = this.#scales(figure);
    this.#chart.update("none");
  }

  destroy(): void {
    this.#endTheme();
    this.#chart?.destroy();
    this.#chart = null;
  }

  #retheme(): void {
    this.#theme = readTheme(this.canvas);
    if (this.#figure !== null && this.#chart !== null) this.update(this.#figure, this.#selected);
  }

  #datasets(figure: DepthFigure): LineChart["data"]["datasets"] {
    const { series } = figure[this.measure];
    return MODE_ORDER.map((mode) => {
      const { line, dash } = this.#theme.modes[mode];
      const positions = series.find((each) => each.mode === mode)?.positions ?? [];
      return {
        data: positions.map((y, x) => ({ x, y })),
        borderColor: line,
        backgroundColor: line,
        borderWidth: this.#theme.lineWidth,
        borderDash: [...dash],
        pointRadius: positions.length > MOST_DOTS ? 0 : 2.5,
        pointHoverRadius: 2.5,
      };
    });
  }

  #scales(figure: DepthFigure) {
    const layers = layerAxis(figure);
    return {
      x: scaleOptions("bottom", () => layers, this.#theme),
      y: scaleOptions("left", () => figure[this.measure].axis, this.#theme),
    };
  }

  #create(figure: DepthFigure): LineChart {
    return new Chart<"line", { x: number; y: number | null }[]>(this.canvas, {
      type: "line",
      data: { datasets: this.#datasets(figure) },
      options: {
        ...STILL,
        layout: { padding: { top: this.#theme.fontSize + 8, right: 8 } },
        scales: this.#scales(figure),
        onClick: (event, _elements, chart) => {
          const layer = this.#layerAt(chart, event);
          if (layer !== null) this.onSelect(layer);
        },
      },
      plugins: [this.#marks()],
    });
  }

  #layerAt({ scales }: Chart, { x }: Pick<ChartEvent, "x">): number | null {
    const value = x === null ? undefined : scales["x"]?.getValueForPixel(x);
    if (value === undefined || this.#figure === null) return null;
    return Math.max(0, Math.min(this.#figure.layers.length - 1, Math.round(value)));
  }

  #marks(): Plugin<"line"> {
    return {
      id: "marks",
      beforeDatasetsDraw: (chart) => {
        const plot = plotOf(chart);
        if (plot !== null) this.#drawSelected(plot);
      },
      afterDraw: (chart) => {
        const plot = plotOf(chart);
        if (plot !== null) this.#drawWords(plot);
      },
      afterEvent: (chart, args) => {
        const hovered = args.inChartArea && args.event.type !== "mouseout" ? this.#layerAt(chart, args.event) : null;
        if (hovered !== this.#hovered) args.changed = true;
        this.#hovered = hovered;
      },
    };
  }

  /** A band behind the layer that the large picture shows. */
  #drawSelected({ ctx, area, x }: Plot): void {
    const half = Math.min(WIDEST_BAND, x(0.8) - x(0)) / 2;
    const [left, right] = [
      Math.max(area.left, x(this.#selected) - half),
      Math.min(area.right, x(this.#selected) + half),
    ];
    ctx.save();
    ctx.fillStyle = this.#theme.grid;
    ctx.fillRect(left, area.top, right - left, area.bottom - area.top);
    ctx.restore();
  }

  #drawWords(plot: Plot): void {
    if (this.#figure === null) return;
    const { ctx } = plot;
    ctx.save();
    ctx.font = `${this.#theme.fontSize}px ${this.#theme.font}`;
    ctx.fillStyle = this.#theme.muted;
    ctx.textBaseline = "top";
    ctx.textAlign = "left";
    ctx.fillText(this.#figure[this.measure].title, 2, 1);
    drawKey(plot, this.#theme);
    if (this.#hovered !== null) {
      drawHover(plot, depthHover(this.#figure, this.measure, this.#hovered), this.#theme, plot.x(this.#hovered));
    }
    ctx.restore();
  }
}
