import { verdictOf } from "../core/index";
import type { Report } from "../formats/index";
import { aligned, shortened, wrapped } from "./aligned";
import { MODE_NAMES, MODE_ORDER } from "./modes";
import { formatNumber } from "./numbers";
import { layerSentence } from "./sentence";
import { shownLayer } from "./shown-layer";
import { rmsAgainstEval, textTable, versusEval } from "./table";
import { layerRole, layerTitle, reportRuns, reportTitle } from "./titles";

/** More layers than this are not listed: a text is read, not searched. */
const MOST_LAYERS = 60;
const WIDTH = 78;
/** Characters of a layer's title. */
const TITLE = 30;

const oneLine = (text: string): string => text.replace(/\s+/g, " ");

/** One line for each layer: the means in the three modes, and train against eval by mean and root mean square. */
function overview(report: Report): string[] {
  const layers = report.layers.slice(0, MOST_LAYERS);
  const head = ["mean", ...MODE_ORDER.map((mode) => MODE_NAMES[mode]), "mean vs eval", "RMS vs eval"];
  const lines = layers.map((layer, index) => [
    shortened(oneLine(layerTitle(report, index)), TITLE),
    ...MODE_ORDER.map((mode) => formatOrDash(layer.modes[mode].mean)),
    versusEval(layer, verdictOf(report, index), "train").text,
    rmsAgainstEval(layer, "train").text,
  ]);
  const more = report.layers.length - layers.length;
  return [...aligned([head, ...lines]), ...(more > 0 ? [`… and ${more} more layers`] : [])];
}

const formatOrDash = (value: number | null): string => (value === null ? "–" : formatNumber(value));

/** The layer that drifts most: its table and its sentence. */
function detail(report: Report): string[] {
  const index = shownLayer(report);
  const role = layerRole(report, index);
  return [
    ...wrapped(oneLine(layerTitle(report, index)), WIDTH),
    ...(role === "" ? [] : [role]),
    textTable(report, index),
    "",
    ...wrapped(layerSentence(report, index), WIDTH),
  ];
}

/**
 * A report as aligned plain text, for notebooks where nothing draws it: the means of every layer, and the table and the sentence
 * of the layer that drifts most.
 */
export function reportText(report: Report): string {
  const title = wrapped(`Dropout Explorer: ${oneLine(reportTitle(report))}; ${reportRuns(report)}`, WIDTH);
  const body =
    report.layers.length === 0 ? ["", "No layers were measured."] : ["", ...overview(report), "", ...detail(report)];
  const notes = report.kind === "probe" ? report.notes.flatMap((note) => ["", ...wrapped(oneLine(note), WIDTH)]) : [];
  return [...title, ...body, ...notes].join("\n");
}
