import type { Report } from "../../formats/index";
import { shortened, wrapped } from "../aligned";
import { depthFigure } from "../depth";
import { layerSentence } from "../sentence";
import { shownLayer } from "../shown-layer";
import { layerRole, layerTitle, reportRuns, reportTitle } from "../titles";
import { depthSvg } from "./depth";
import { histogramSvg } from "./histogram";
import { FONT_SIZE, INK, MUTED, PAPER, widthOf } from "./palette";
import { element, escapeXml, words } from "./xml";

/** Pixels. */
const WIDTH = 720;
const MARGIN = 16;
const LINE = 17;
const HISTOGRAM = 240;
const DEPTH = 150;
const GAP = 16;
/** More notes than this are counted: a picture is looked at. */
const MOST_NOTES = 3;

/** Characters of a size that fit into a line. */
const fitting = (size: number): number => Math.floor((WIDTH - 2 * MARGIN) / widthOf("x", size));

/** What is put under one another, and how high it has grown. */
class Column {
  readonly #parts: string[] = [];
  bottom = MARGIN;

  /** Words in lines as wide as the picture. */
  text(text: string, size: number, fill: string, weight?: number): void {
    for (const line of wrapped(text, fitting(size))) {
      this.bottom += Math.max(LINE, size + 4);
      this.#parts.push(words(line, MARGIN, this.bottom - 4, { fill, "font-size": size, "font-weight": weight }));
    }
  }

  /** A part of a height, drawn below what is there. */
  part(height: number, draw: (top: number) => string): void {
    this.#parts.push(draw(this.bottom));
    this.bottom += height;
  }

  get content(): string {
    return this.#parts.join("");
  }
}

function headings(column: Column, report: Report, layer: number): void {
  column.text(shortened(`${reportTitle(report)} · ${reportRuns(report)}`, 2 * fitting(FONT_SIZE)), FONT_SIZE, MUTED);
  if (layer < 0) return;
  column.text(shortened(layerTitle(report, layer), 2 * fitting(14)), 14, INK, 600);
  const role = layerRole(report, layer);
  if (role !== "") column.text(shortened(role, fitting(FONT_SIZE)), FONT_SIZE, MUTED);
}

function overview(column: Column, report: Report, layer: number): void {
  if (report.layers.length < 2) return;
  const figure = depthFigure(report);
  const half = (WIDTH - 2 * MARGIN - GAP) / 2;
  column.part(DEPTH, (top) =>
    (["mean", "rms"] as const)
      .map((measure, i) => {
        const left = MARGIN + i * (half + GAP);
        return depthSvg(figure, measure, layer, { left, top, right: left + half, bottom: top + DEPTH });
      })
      .join(""),
  );
}

function noted(column: Column, notes: readonly string[]): void {
  for (const note of notes.slice(0, MOST_NOTES)) column.text(note, FONT_SIZE, MUTED);
  const more = notes.length - MOST_NOTES;
  if (more > 0) column.text(`and ${more} more ${more === 1 ? "note" : "notes"}`, FONT_SIZE, MUTED);
}

function body(column: Column, report: Report, layer: number): void {
  column.bottom += 6;
  const box = { left: MARGIN, right: WIDTH - MARGIN, top: column.bottom, bottom: column.bottom + HISTOGRAM };
  const { svg, notes } = histogramSvg(report, layer, box);
  column.part(HISTOGRAM + 6, () => svg);
  noted(column, notes);
  column.text(layerSentence(report, layer), 12, INK);
  column.bottom += 8;
  overview(column, report, layer);
}

/**
 * A report as a picture that stands alone, for notebooks where nothing draws it: the layer that drifts most, its sentence, and
 * mean and root mean square across depth. SVG as text, on white, without scripts, links or style sheets.
 */
export function reportSvg(report: Report): string {
  const layer = shownLayer(report);
  const column = new Column();
  headings(column, report, layer);
  if (layer < 0) column.text("No layers were measured.", 12, INK);
  else body(column, report, layer);
  if (report.kind === "probe") noted(column, report.notes);
  const height = Math.ceil(column.bottom + MARGIN);
  const title = element("title", {}, escapeXml(`Dropout Explorer: ${reportTitle(report)}`));
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: WIDTH,
      height,
      viewBox: `0 0 ${WIDTH} ${height}`,
      role: "img",
      "font-family": "system-ui, sans-serif",
      "font-size": FONT_SIZE,
    },
    title + element("rect", { width: WIDTH, height, fill: PAPER }) + column.content,
  );
}
