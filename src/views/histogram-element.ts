import { HistogramChart } from "../charts/index";
import { pictureOf, type Scales } from "../figure/index";
import type { Report } from "../formats/index";
import { ChartElement } from "./chart-element";

/** Which picture of a report is drawn, and how. */
export interface HistogramData {
  readonly report: Report;
  readonly layer: number;
  /** Keep the axes of the picture before, where it was of the same layer. */
  readonly hold: boolean;
  /** The report belongs to an earlier experiment. */
  readonly stale: boolean;
}

/** `<dx-histogram>`: the three modes of one layer on one axis, with the notes that the picture needs. */
export class HistogramElement extends ChartElement<HistogramData, HistogramChart> {
  #held: { readonly layer: number; readonly scales: Scales } | undefined;
  #notes: HTMLElement | undefined;

  protected override create(canvas: HTMLCanvasElement): HistogramChart {
    return new HistogramChart(canvas);
  }

  /** Axes that are held from now on are those that the picture has. */
  protected override changes(before: HistogramData, data: HistogramData): boolean {
    return super.changes(data.hold ? { ...before, hold: true } : before, data);
  }

  protected override draw(chart: HistogramChart, { report, layer, hold, stale }: HistogramData): string {
    const held = hold && this.#held?.layer === layer ? this.#held.scales : undefined;
    const picture = pictureOf(report, layer, { hold: held, pixels: chart.plotWidth || undefined });
    this.#held = { layer, scales: picture.scales };
    chart.update(picture, { stale });
    this.#note(picture.notes.join("; "));
    return picture.label;
  }

  #note(text: string): void {
    if (!this.#notes) {
      this.#notes = document.createElement("p");
      this.#notes.className = "dx-note";
      this.append(this.#notes);
    }
    if (this.#notes.textContent !== text) this.#notes.textContent = text;
  }
}
