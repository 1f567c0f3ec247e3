import type { ActivationSummary, LayerReport, Mode, Report } from "../formats/index";
import { MODE_EXPLANATIONS, MODE_NAMES, MODE_ORDER, TERMS } from "./modes";
import { formatChange, formatCount, formatNumber, formatShare, formatSigned } from "./numbers";
import { whyNoPrediction } from "./prediction";
import { tooFew } from "./sites";
import type { LayerTable, TableCell, TableRow } from "./types";
import { allowsRatio, compareMean, contradictsPrediction, nonFiniteCount, rmsRatio, sdOf } from "./verdict";
import type { Comparison, TrainingMode } from "./verdict";

const NOTHING: TableCell = { text: "" };
const NO_FINITE: TableCell = { text: "–", note: "no finite value" };

const number = (value: number | null): TableCell => (value === null ? NO_FINITE : { text: formatNumber(value) });

function measured(layer: LayerReport, read: (summary: ActivationSummary) => number | null) {
  return Object.fromEntries(MODE_ORDER.map((mode) => [mode, number(read(layer.modes[mode]))])) as TableRow["cells"];
}

const training = (cell: (mode: TrainingMode) => TableCell): TableRow["cells"] => ({
  eval: NOTHING,
  unscaledTrain: cell("unscaledTrain"),
  train: cell("train"),
});

function differenceText({ measure }: Comparison): string {
  if (measure === null) return "–";
  switch (measure.unit) {
    case "ratio":
      return formatChange(measure.value);
    case "sd":
      return `${formatSigned(measure.value)}\u00a0sd`;
    case "absolute":
      return formatSigned(measure.value);
  }
}

function versusEval(report: Report, layer: LayerReport, index: number, mode: TrainingMode): TableCell {
  const comparison = compareMean(report, layer, index, mode);
  const text = differenceText(comparison);
  switch (comparison.verdict) {
    case "equal":
      return { text: "equal", note: `equal within sampling error (${text === "0" ? "no difference" : text})` };
    case "different":
      return { text };
    case "tooFew":
      return {
        text: "too few to tell",
        note: `${text} in this run; ${tooFew(report, index)?.label ?? ""} kept or dropped fewer than 25 values`,
      };
    case "fewTrials":
      return {
        text: "too few to tell",
        note: `${text} in this run, beyond four standard errors, which so few trials cannot tell well: run more`,
      };
    case "oneTrial":
      return { text, note: "one trial has no sampling error: run more trials for a verdict" };
    case "nonFinite":
      return { text, note: "not compared: some values are not finite" };
  }
}

function predicted(report: Report, layer: LayerReport, index: number, read: (mode: Mode) => number | undefined) {
  const cell = (mode: Mode): TableCell => {
    const value = read(mode);
    if (value === undefined) return { text: "–", note: whyNoPrediction(report, index, mode) };
    if (mode === "eval" || !contradictsPrediction(report, layer, index, mode)) return number(value);
    return { ...number(value), flagged: true, note: "the measured mean lies beyond five standard errors of this" };
  };
  return Object.fromEntries(MODE_ORDER.map((mode) => [mode, cell(mode)])) as TableRow["cells"];
}

function rmsAgainstEval(layer: LayerReport, mode: TrainingMode): TableCell {
  const ratio = rmsRatio(layer, mode);
  if (ratio !== null) return { text: formatChange(ratio - 1) };
  return {
    text: "–",
    note: layer.modes.eval.rootMeanSquare === 0 ? "eval is all zeros" : "some values are not finite",
  };
}

function nonFiniteRows(layer: LayerReport): TableRow[] {
  if (MODE_ORDER.every((mode) => nonFiniteCount(layer.modes[mode]) === 0)) return [];
  const cell = (mode: Mode): TableCell => ({ text: formatCount(nonFiniteCount(layer.modes[mode])) });
  const cells = Object.fromEntries(MODE_ORDER.map((mode) => [mode, cell(mode)])) as TableRow["cells"];
  return [{ id: "nonFinite", title: "not finite", explanation: TERMS.nonFinite, folded: false, cells }];
}

/** The figures of one layer, a column for each mode. */
export function layerTable(report: Report, index: number): LayerTable {
  const layer = report.layers[index];
  if (layer === undefined) throw new RangeError(`This report has no layer ${index}`);
  const { modes } = layer;
  const row = (
    id: string,
    title: string,
    explanation: string,
    folded: boolean,
    cells: TableRow["cells"],
  ): TableRow => ({
    id,
    title,
    explanation,
    folded,
    cells,
  });
  // Where a mean is near zero, the root mean square is what "activation scale" means, so it is in sight.
  const byMean = allowsRatio(layer) || sdOf(modes.eval) === 0;
  return {
    columns: MODE_ORDER.map((mode) => ({ mode, title: MODE_NAMES[mode], explanation: MODE_EXPLANATIONS[mode] })),
    rows: [
      row(
        "mean",
        "mean",
        TERMS.mean,
        false,
        measured(layer, ({ mean }) => mean),
      ),
      row("sd", "sd", TERMS.sd, false, measured(layer, sdOf)),
      row(
        "versusEval",
        "mean vs eval",
        TERMS.versusEval,
        false,
        training((mode) => versusEval(report, layer, index, mode)),
      ),
      row(
        "rms",
        "RMS",
        TERMS.rms,
        byMean,
        measured(layer, ({ rootMeanSquare }) => rootMeanSquare),
      ),
      row(
        "rmsVersusEval",
        "RMS vs eval",
        TERMS.rmsVersusEval,
        byMean,
        training((mode) => rmsAgainstEval(layer, mode)),
      ),
      row(
        "predictedMean",
        "predicted mean",
        TERMS.predictedMean,
        true,
        predicted(report, layer, index, (mode) => modes[mode].predicted?.mean),
      ),
      row(
        "predictedSd",
        "predicted sd",
        TERMS.predictedSd,
        true,
        predicted(report, layer, index, (mode) => {
          const prediction = modes[mode].predicted;
          return prediction && Math.sqrt(Math.max(0, prediction.variance));
        }),
      ),
      row(
        "zeros",
        "zeros",
        TERMS.zeros,
        true,
        Object.fromEntries(
          MODE_ORDER.map((mode) => [mode, { text: formatShare(modes[mode].zeros / modes[mode].count) }]),
        ) as TableRow["cells"],
      ),
      ...nonFiniteRows(layer),
    ],
  };
}

/** Why a row has no figure in any mode, where one reason holds for all; else null. */
export function whyEmpty({ cells }: TableRow): string | null {
  const [first, ...rest] = MODE_ORDER.map((mode) => cells[mode]);
  const note = first?.text === "–" ? first.note : undefined;
  return note !== undefined && rest.every((cell) => cell.text === "–" && cell.note === note) ? note : null;
}

/** The same as aligned plain text. */
export function textTable(report: Report, index: number): string {
  const { columns, rows } = layerTable(report, index);
  const lines = [
    ["", ...columns.map(({ title }) => title)],
    ...rows.map(({ title, cells }) => [title, ...columns.map(({ mode }) => cells[mode].text)]),
  ];
  const widths = [0, ...columns.map((_, column) => column + 1)].map((column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  // The reasons are longer than figures, so they take part in no column's width.
  const reasons = rows.map(whyEmpty);
  const align = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return lines
    .map((line, i) => {
      const reason = reasons[i - 1];
      return (reason ? [align(line[0] ?? "", 0), reason] : line.map(align)).join("  ").trimEnd();
    })
    .join("\n");
}
