import { reasonsText, whyUnknown, type SourceLayer, type SourceModel } from "../../formats/index";
import { formatShare, formatShort } from "../numbers";
import { mannerOf, type Manner } from "./kinds";
import { alphaMoments, alphaTerms, scaledMoments } from "./moments";
import { documentationOf, type DocLink } from "./documentation";

/** What is to be said of one dropout in a source, by closed forms alone: nothing is run. */
export interface SiteFacts {
  /** What p means here, in one sentence. */
  readonly title: string;
  /** A short name and what is so: keeps, factor, mean, standard deviation, evaluation. */
  readonly rows: readonly { readonly name: string; readonly text: string }[];
  /** What else one must know of it, a sentence each. */
  readonly notes: readonly string[];
  readonly documentation?: DocLink;
}

/** What is dropped with probability p. */
const DROPS: Readonly<Record<Manner, string>> = {
  values: "each value",
  channels: "each channel as a whole",
  shared: "each group of values that share a mask by noise_shape",
  alpha: "each value",
  alphaChannels: "each channel as a whole",
  gaussian: "",
  attention: "each attention weight",
  recurrent: "each value between two layers",
  encoder: "each value, at four places",
  decoder: "each value, at six places",
  transformer: "each value, in each of its encoder and decoder layers",
  path: "a whole branch, of each sample by itself unless its mode is batch",
  unknown: "",
};

/** What is particular about a manner of dropping, a sentence each. */
const NOTES: Partial<Record<Manner, readonly string[]>> = {
  channels: [
    "The values of one channel are dropped or kept together, so their sum spreads more than with nn.Dropout: over L equal values x by L²x²\u202fp/q, not Lx²\u202fp/q.",
  ],
  alphaChannels: ["The values of one channel are dropped or kept together."],
  gaussian: ["Nothing is dropped: each value is multiplied by a number drawn from N(1, p/q) with q = 1 - p."],
  attention: ["What it drops are weights, after softmax: those of one query add up to 1 on average only."],
  recurrent: ["It drops what one layer gives the next, and nothing after the last one."],
  encoder: [
    "The four: the attention weights, dropout1 after attention, dropout between the two linear layers, dropout2 after them.",
  ],
  decoder: [
    "The six: the weights of both attentions, dropout1 and dropout2 after them, dropout between the two linear layers, dropout3 after those.",
  ],
  path: ["All values of the branch are dropped or kept together."],
  unknown: ["There's no known closed form for how this layer drops."],
};

/** What p is and means: of PyTorch and Keras the probability to drop, whatever the argument is called. */
function titleOf({ p = null, rate }: SourceLayer, manner: Manner): string {
  const number = p === null ? "p is not known" : `p = ${formatShort(p)}${rate ? "" : ", the default"}`;
  if (manner === "gaussian") return `${number}: it multiplies values by noise of variance p/(1-p).`;
  return `${number}: the probability to drop${DROPS[manner] && ` ${DROPS[manner]}`}.`;
}

/** Why something of a layer is unknown, in one text where there is a reason. */
function why(layer: SourceLayer): [] | [string] {
  const reasons = whyUnknown(layer);
  return reasons.length === 0 ? [] : [reasonsText(reasons)];
}

/** What a dropout does in evaluation. */
function evaluation(layer: SourceLayer): string {
  const { active } = layer;
  switch (active) {
    case "always":
      return "drops too, since nothing ties it to the model's mode";
    case "never":
      return "changes nothing, and neither does training: it never drops here";
    case "train":
      return "passes everything on unchanged";
    case undefined:
      return ["not known", ...why(layer)].join(": ");
  }
}

/** That a rate is written as the share that is kept, as TensorFlow's older functions take it. */
function asWritten({ rate, reasons = [] }: SourceLayer): string[] {
  const isKept = rate && reasons.some(({ code }) => code === "keep_probability");
  return isKept ? [`The code writes the probability to keep: ${rate.text}.`] : [];
}

function keptRows(manner: Manner, p: number | null): SiteFacts["rows"] {
  if (p === 1 && manner === "gaussian") return [{ name: "noise", text: "N(1, p/q), which is nothing at p = 1" }];
  if (p === 1) return [{ name: "keeps", text: "nothing: all is 0 in training" }];
  if (p === null) return [{ name: "factor", text: "1/q with q = 1 - p, the share that it keeps" }];
  const q = 1 - p;
  if (manner === "gaussian") return [{ name: "noise", text: `N(1, ${formatShort(p / q)}), which is p/q` }];
  const kept = { name: "keeps", text: `q = 1 - p = ${formatShort(q)}: ${formatShare(q)}` };
  if (!manner.startsWith("alpha")) {
    return [kept, { name: "factor", text: `multiplies what it keeps by 1/(1-p) = ${formatShort(1 / q)}` }];
  }
  const { a, b, dropped } = alphaTerms(p);
  const text = `x becomes ${formatShort(a)}\u202fx + ${formatShort(b)} where kept, ${formatShort(dropped)} where dropped, not 0`;
  return [kept, { name: "values", text }];
}

function momentRows(manner: Manner, p: number | null): SiteFacts["rows"] {
  if (p === 1 && manner === "gaussian") return [];
  const { mean, deviation } = manner.startsWith("alpha") ? alphaMoments(p) : scaledMoments(p);
  return [
    { name: "mean", text: mean },
    { name: "standard deviation", text: deviation },
  ];
}

/**
 * The closed forms of one dropout, runnable or not: what p means, what it keeps, the factor, what becomes of mean μ and
 * standard deviation σ in training, and whether it drops in evaluation. Undefined for a layer that holds no dropout.
 */
export function siteFacts(layer: SourceLayer, framework: SourceModel["framework"]): SiteFacts | undefined {
  if (layer.p === undefined) return undefined;
  const { p, active } = layer;
  const manner = mannerOf(layer, framework);
  const documentation = documentationOf(layer, framework);
  const never = active === "never";
  const rows = never || manner === "unknown" ? [] : [...keptRows(manner, p), ...momentRows(manner, p)];
  return {
    title: titleOf(layer, manner),
    rows: [...rows, { name: "evaluation", text: evaluation(layer) }],
    notes: [
      ...asWritten(layer),
      ...(NOTES[manner] ?? []),
      ...(p === null ? why(layer).map((reason) => `Why p is not known: ${reason}.`) : []),
    ],
    ...(documentation && { documentation }),
  };
}
