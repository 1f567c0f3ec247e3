import { Chart, type ChartEvent, type Plugin } from "chart.js";
import { hoverAt, MODE_ORDER, type Picture } from "../figure/index";
import { drawHover } from "./hover-marks";
import { drawLabels } from "./label-marks";
import { drawConstants, drawPredictions, drawStems, plotOf, type Plot } from "./marks";
import { scaleOptions, STILL, type LineChart } from "./registry";
import { onThemeChange, readTheme, type Theme } from "./theme";

/** How a picture is drawn this time. */
export interface DrawOptions {
  /** The picture belongs to an earlier run: drawn with a quiet mark. */
  readonly stale?: boolean;
}

const STALE_OPACITY = 0.45;

function drawMarks(plot: Plot, picture: Picture, theme: Theme): void {
  drawStems(plot, picture.shapes, picture.scales.y.max, theme);
  drawConstants(plot, picture.shapes, theme);
  plot.ctx.setLineDash([]);
  drawLabels(plot, picture, theme);
}

/** One layer's picture on a canvas that fills its parent; the parent needs a height and `position: relative`. */
export class HistogramChart {
  #chart: LineChart | null = null;
  #picture: Picture | null = null;
  #theme: Theme;
  #stale = false;
  #pointer: number | null = null;
  readonly #endTheme: () => void;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.#theme = readTheme(canvas);
    this.#endTheme = onThemeChange(() => this.#retheme());
  }

  /** Draws a picture, without animation; cheap enough for every frame of a moving slider. */
  update(picture: Picture, { stale = false }: DrawOptions = {}): void {
    this.#picture = picture;
    this.#stale = stale;
    if (this.#chart === null) this.#chart = this.#create(picture);
    else this.#apply(this.#chart, picture);
  }

  /** Width of the plot in CSS pixels, for `pictureOf`. */
  get plotWidth(): number {
    const area = this.#chart?.chartArea;
    return area && area.width > 0 ? area.width : this.canvas.clientWidth || 300;
  }

  destroy(): void {
    this.#endTheme();
    this.#chart?.destroy();
    this.#chart = null;
  }

  #retheme(): void {
    this.#theme = readTheme(this.canvas);
    if (this.#chart === null || this.#picture === null) return;
    this.#chart.data.datasets = this.#datasets(this.#picture);
    this.#chart.options.scales = this.#scales(this.#picture);
    this.#chart.update("none");
  }

  #apply(chart: LineChart, { shapes, scales }: Picture): void {
    shapes.forEach(({ outline }, i) => {
      const dataset = chart.data.datasets[i];
      if (dataset) dataset.data = outline as { x: number; y: number }[];
    });
    const { x, y } = chart.options.scales ?? {};
    Object.assign(x ?? {}, { min: scales.x.min, max: scales.x.max });
    Object.assign(y ?? {}, { min: scales.y.min, max: scales.y.max });
    chart.update("none");
  }

  #datasets({ shapes }: Picture): LineChart["data"]["datasets"] {
    return MODE_ORDER.map((mode, i) => {
      const { line, fill, dash } = this.#theme.modes[mode];
      return {
        data: (shapes[i]?.outline ?? []) as { x: number; y: number }[],
        borderColor: line,
        backgroundColor: fill,
        borderWidth: this.#theme.lineWidth,
        borderDash: [...dash],
        fill: "origin",
        pointRadius: 0,
        pointHitRadius: 0,
      };
    });
  }

  #scales(picture: Picture) {
    const current = () => (this.#picture ?? picture).scales;
    return {
      x: scaleOptions("bottom", () => current().x, this.#theme),
      y: scaleOptions("left", () => current().y, this.#theme),
    };
  }

  #create(picture: Picture): LineChart {
    return new Chart<"line", { x: number; y: number | null }[]>(this.canvas, {
      type: "line",
      data: { datasets: this.#datasets(picture) },
      options: {
        ...STILL,
        layout: { padding: { top: this.#theme.fontSize + 8, right: 8 } },
        scales: this.#scales(picture),
      },
      plugins: [this.#marks()],
    });
  }

  #marks(): Plugin<"line"> {
    return {
      id: "marks",
      beforeDraw: ({ ctx }) => {
        ctx.save();
        ctx.globalAlpha = this.#stale ? STALE_OPACITY : 1;
      },
      beforeDatasetsDraw: (chart) => this.#withPlot(chart, drawPredictions),
      afterDatasetsDraw: (chart) => this.#withPlot(chart, drawMarks),
      afterDraw: (chart) => {
        this.#drawTitle(chart);
        chart.ctx.restore();
        this.#drawPointer(chart);
      },
      afterEvent: (_chart, args) => {
        if (this.#movePointer(args.event, args.inChartArea)) args.changed = true;
      },
    };
  }

  #withPlot(chart: Chart, ...draws: ((plot: Plot, picture: Picture, theme: Theme) => void)[]) {
    const plot = plotOf(chart);
    if (plot === null || this.#picture === null) return;
    plot.ctx.save();
    for (const draw of draws) draw(plot, this.#picture, this.#theme);
    plot.ctx.restore();
  }

  /** What the heights are, above the y axis: there it is read even at 300 px. */
  #drawTitle({ ctx, chartArea }: Chart): void {
    if (this.#picture === null) return;
    ctx.font = `${this.#theme.fontSize}px ${this.#theme.font}`;
    ctx.fillStyle = this.#theme.muted;
    ctx.textBaseline = "top";
    ctx.textAlign = "left";
    ctx.fillText(this.#picture.scales.y.title, 2, 1);
    ctx.textAlign = "right";
    if (this.#stale) ctx.fillText("earlier run", chartArea.right, 1);
  }

  #movePointer(event: ChartEvent, inChartArea: boolean): boolean {
    const before = this.#pointer;
    this.#pointer = inChartArea && event.type !== "mouseout" ? event.x : null;
    return before !== this.#pointer;
  }

  #drawPointer(chart: Chart): void {
    if (this.#pointer === null) return;
    const x = this.#pointer;
    const value = chart.scales["x"]?.getValueForPixel(x);
    if (value === undefined) return;
    this.#withPlot(chart, (plot, picture, theme) => drawHover(plot, hoverAt(picture, value), theme, x));
  }
}
