import type { Spark, SparkFigure } from "../figure/index";
import { drawConstants, drawStems, type Plot } from "./marks";
import { onThemeChange, readTheme, type Theme } from "./theme";

const MARGIN = 3;
const HEAD = 2;
/** Room above the highest bar, as a share of it. */
const HEADROOM = 1.1;

/**
 * One layer's small multiple, on a canvas sized by CSS. Drawn without Chart.js: it has neither axes nor events, and a
 * deep network has hundreds of them.
 */
export class SparkChart {
  #drawn: { figure: SparkFigure; spark: Spark } | null = null;
  #theme: Theme;
  readonly #resize: ResizeObserver;
  readonly #endTheme: () => void;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.#theme = readTheme(canvas);
    this.#endTheme = onThemeChange(() => {
      this.#theme = readTheme(canvas);
      this.#draw();
    });
    this.#resize = new ResizeObserver(() => this.#draw());
    this.#resize.observe(canvas);
  }

  /** Draws the spark of the layer with this index. */
  update(figure: SparkFigure, layer: number): void {
    const spark = figure.sparks[layer];
    if (spark === undefined) return;
    this.#drawn = { figure, spark };
    this.#draw();
  }

  destroy(): void {
    this.#endTheme();
    this.#resize.disconnect();
    this.#drawn = null;
  }

  /** The canvas in CSS pixels, sharp on this screen; null where it is not shown. */
  #context(): CanvasRenderingContext2D | null {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const ctx = this.canvas.getContext("2d");
    if (ctx === null || width === 0 || height === 0) return null;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    return ctx;
  }

  #draw(): void {
    const ctx = this.#drawn === null ? null : this.#context();
    if (this.#drawn === null || ctx === null) return;
    const { figure, spark } = this.#drawn;
    const area = { left: 0, top: MARGIN, right: this.canvas.clientWidth, bottom: this.canvas.clientHeight - 1 };
    const top = spark.peak * HEADROOM;
    const plot: Plot = {
      ctx,
      area,
      x: (value) => MARGIN + ((value - figure.min) / (figure.max - figure.min)) * (area.right - 2 * MARGIN),
      y: (value) => area.bottom - (value / top) * (area.bottom - area.top),
      head: HEAD,
    };
    ctx.fillStyle = this.#theme.grid;
    ctx.fillRect(0, area.bottom, area.right, 1);
    for (const shape of spark.shapes) this.#drawOutline(plot, shape);
    drawStems(plot, spark.shapes, top, this.#theme);
    drawConstants(plot, spark.shapes, this.#theme);
  }

  #drawOutline({ ctx, x, y }: Plot, { mode, outline }: Spark["shapes"][number]): void {
    const { line, fill, dash } = this.#theme.modes[mode];
    ctx.beginPath();
    outline.forEach((point) => ctx.lineTo(x(point.x), y(point.y)));
    ctx.fillStyle = fill;
    ctx.fill();
    ctx.strokeStyle = line;
    ctx.lineWidth = 1;
    ctx.setLineDash([...dash]);
    ctx.stroke();
  }
}
