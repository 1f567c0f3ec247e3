import {
  isUnseen,
  noiseOf,
  nonFiniteCount,
  rmsRatio,
  sdOf,
  verdictOf,
  type Comparison,
  type LayerVerdict,
  type TrainingMode,
} from "../core/index";
import { eachMode, type ActivationSummary, type LayerReport, type Mode, type Report } from "../formats/index";
import { aligned } from "./aligned";
import { MODE_EXPLANATIONS, MODE_NAMES, MODE_ORDER, TERMS, unseen } from "./modes";
import { formatChange, formatCount, formatNumber, formatSdChange, formatShare, formatSigned } from "./numbers";
import { whyNoPrediction } from "./prediction";
import type { LayerTable, TableCell, TableRow } from "./types";

const NOTHING: TableCell = { text: "" };

const none = (note: string): TableCell => ({ text: "–", note });

const number = (value: number | null): TableCell =>
  value === null ? none("no finite value") : { text: formatNumber(value) };

const measured = (layer: LayerReport, read: (summary: ActivationSummary) => number | null): TableRow["cells"] =>
  eachMode((mode) => (isUnseen(layer.modes[mode]) ? none(unseen(mode)) : number(read(layer.modes[mode]))));

/** Which of the two modes that are to be compared does not come by; null where both do. */
const missing = ({ modes }: LayerReport, mode: TrainingMode): TableCell | null => {
  const absent = (["eval", mode] as const).find((each) => isUnseen(modes[each]));
  return absent === undefined ? null : none(unseen(absent));
};

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
      return formatSdChange(measure.value);
    case "absolute":
      return formatSigned(measure.value);
  }
}

/** How the mean of a training mode compares with eval's. */
export function versusEval(layer: LayerReport, { mean, few }: LayerVerdict, mode: TrainingMode): TableCell {
  const comparison = mean[mode];
  const text = differenceText(comparison);
  switch (comparison.verdict) {
    case "equal":
      return { text: "equal", note: `equal within sampling error (${text === "0" ? "no difference" : text})` };
    case "different":
      return { text };
    case "tooFew":
      return {
        text: "too few to tell",
        note: `${text} in this run; ${few?.label ?? ""} kept or dropped fewer than 25 values`,
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
    case "unseen":
      return missing(layer, mode) ?? NOTHING;
  }
}

const predicted = (
  report: Report,
  { contradicts }: LayerVerdict,
  index: number,
  read: (mode: Mode) => number | undefined,
) =>
  eachMode((mode): TableCell => {
    const value = read(mode);
    if (value === undefined) return none(whyNoPrediction(report, index, mode));
    if (mode === "eval" || !contradicts.includes(mode)) return number(value);
    return { ...number(value), flagged: true, note: "the measured mean lies beyond five standard errors of this" };
  });

/** How much larger the root mean square of a training mode is than eval's. */
export function rmsAgainstEval(layer: LayerReport, mode: TrainingMode): TableCell {
  const ratio = rmsRatio(layer, mode);
  if (ratio !== null) return { text: formatChange(ratio - 1) };
  const why = layer.modes.eval.rootMeanSquare === 0 ? "eval is all zeros" : "some values are not finite";
  return missing(layer, mode) ?? none(why);
}

/** What training adds to single values; no row where a report does not say it. */
function noiseRows(layer: LayerReport): TableRow[] {
  const noises = { train: noiseOf(layer, "train"), unscaledTrain: noiseOf(layer, "unscaledTrain") };
  const cell = (mode: TrainingMode): TableCell => {
    const noise = noises[mode];
    if (noise === null) return missing(layer, mode) ?? none("some values are not finite");
    return noise.unit === "ratio"
      ? { text: formatShare(noise.value) }
      : { text: formatNumber(noise.value), note: "in the activation's own unit: eval is all zeros" };
  };
  return noises.train === null && noises.unscaledTrain === null ? [] : [row("noise", false, training(cell))];
}

/** Titles of the rows, by the term that explains each. */
const TITLES = {
  mean: "mean",
  sd: "sd",
  versusEval: "mean vs eval",
  rms: "RMS",
  rmsVersusEval: "RMS vs eval",
  noise: "noise",
  predictedMean: "predicted mean",
  predictedSd: "predicted sd",
  zeros: "zeros",
  nonFinite: "not finite",
} as const satisfies Partial<Record<keyof typeof TERMS, string>>;

const row = (id: keyof typeof TITLES, folded: boolean, cells: TableRow["cells"]): TableRow => ({
  id,
  title: TITLES[id],
  explanation: TERMS[id],
  folded,
  cells,
});

function nonFiniteRows({ modes }: LayerReport): TableRow[] {
  if (MODE_ORDER.every((mode) => nonFiniteCount(modes[mode]) === 0)) return [];
  return [
    row(
      "nonFinite",
      false,
      eachMode((mode) => ({ text: formatCount(nonFiniteCount(modes[mode])) })),
    ),
  ];
}

function predictedRows(report: Report, layer: LayerReport, index: number, verdict: LayerVerdict): TableRow[] {
  const mean = (mode: Mode) => layer.modes[mode].predicted?.mean;
  const sd = (mode: Mode) => {
    const prediction = layer.modes[mode].predicted;
    return prediction && Math.sqrt(Math.max(0, prediction.variance));
  };
  return [
    row("predictedMean", true, predicted(report, verdict, index, mean)),
    row("predictedSd", true, predicted(report, verdict, index, sd)),
  ];
}

/** The figures of one layer, a column for each mode. */
export function layerTable(report: Report, index: number): LayerTable {
  const layer = report.layers[index];
  if (layer === undefined) throw new RangeError(`This report has no layer ${index}`);
  const { modes } = layer;
  const verdict = verdictOf(report, index);
  // Where the root mean square is what "activation scale" means, it is in sight.
  const byMean = verdict.leads === "mean";
  return {
    columns: MODE_ORDER.map((mode) => ({ mode, title: MODE_NAMES[mode], explanation: MODE_EXPLANATIONS[mode] })),
    rows: [
      row(
        "mean",
        false,
        measured(layer, (summary) => summary.mean),
      ),
      row("sd", false, measured(layer, sdOf)),
      row(
        "versusEval",
        false,
        training((mode) => versusEval(layer, verdict, mode)),
      ),
      row(
        "rms",
        byMean,
        measured(layer, (summary) => summary.rootMeanSquare),
      ),
      row(
        "rmsVersusEval",
        byMean,
        training((mode) => rmsAgainstEval(layer, mode)),
      ),
      ...noiseRows(layer),
      ...predictedRows(report, layer, index, verdict),
      row(
        "zeros",
        true,
        eachMode((mode) => {
          const { zeros, count } = modes[mode];
          return count === 0 ? none(unseen(mode)) : { text: formatShare(zeros / count) };
        }),
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
  // The reasons are longer than figures, so they take part in no column's width.
  const reasons = rows.map(whyEmpty);
  const title = Math.max(...rows.map((each) => each.title.length));
  const lines = aligned([
    ["", ...columns.map((column) => column.title)],
    ...rows.map(({ title: name, cells }, i) => [
      name,
      ...(reasons[i] ? [] : columns.map(({ mode }) => cells[mode].text)),
    ]),
  ]);
  return lines.map((line, i) => (reasons[i - 1] ? `${line.padEnd(title)}  ${reasons[i - 1] ?? ""}` : line)).join("\n");
}
