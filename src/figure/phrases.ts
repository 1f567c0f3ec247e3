import { sitesUpTo, type Comparison } from "../core/index";
import { isDropout, isLinear, type LayerReport, type ProbeReport, type Report } from "../formats/index";
import { formatCount, formatNumber, formatSds, formatShare, formatShort } from "./numbers";
import { kindName } from "./titles";

/** Who gets the values, with the verb: "this neuron receives". */
export function subjectOf(layer: LayerReport | ProbeReport["layers"][number]): string {
  if ("role" in layer) {
    if (layer.role === "output") return "this model gives";
    return layer.role === "dropout" ? "this dropout passes on" : `this ${kindName(layer)} gives`;
  }
  if (isLinear(layer)) {
    return layer.units === 1 ? "this neuron receives" : `these ${formatCount(layer.units ?? 0)} neurons receive`;
  }
  return isDropout(layer) ? "this dropout passes on" : `this ${kindName(layer)} gives`;
}

/** `text` as the beginning of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** What training multiplies the survivors by, as the beginning of a sentence without its verb. */
export function scaling(report: Report, index: number): string {
  const sites = sitesUpTo(report, index);
  const rates = new Set(sites.map(({ p }) => p));
  if (rates.has(null) || rates.size === 0) return "Multiplying the survivors by 1/(1-p)";
  const factors = [...rates].map((p) => formatShort(1 / (1 - (p ?? 0))));
  const places = sites.length === 1 ? "" : ` at each of ${formatCount(sites.length)} dropouts`;
  if (factors.length === 1) return `Multiplying the survivors by 1/(1-p) = ${factors[0] ?? ""}${places}`;
  if (factors.length > 4) return `Multiplying the survivors by 1/(1-p)${places}`;
  return `Multiplying the survivors of each dropout by its 1/(1-p) (${listed(factors)})`;
}

/** How a measured number lies to eval's, where they differ: "39.99 % less than in evaluation". */
function difference({ measure }: Comparison, reference: number): string {
  if (measure === null || measure.value === 0) return "the same as in evaluation";
  const size = Math.abs(measure.value);
  switch (measure.unit) {
    case "ratio":
      if (measure.value < -1) return `of the opposite sign to evaluation's ${formatNumber(reference)}`;
      // Of negative means "less" would be ambiguous.
      if (reference < 0) {
        return `${formatShare(size)} ${measure.value < 0 ? "closer to zero" : "further from zero"} than in evaluation`;
      }
      return `${formatShare(size)} ${measure.value < 0 ? "less" : "more"} than in evaluation`;
    case "sd":
      return `${formatSds(size)} of evaluation's sd ${measure.value < 0 ? "below" : "above"} evaluation`;
    case "absolute":
      return `${formatNumber(size)} ${measure.value < 0 ? "below" : "above"} evaluation's ${formatNumber(reference)}`;
  }
}

/** How a measured mean lies to eval's, by its verdict. */
export function comparedWith(comparison: Comparison, reference: number): string {
  if (comparison.verdict === "equal") return "equal within sampling error";
  const text = difference(comparison, reference);
  return comparison.verdict === "fewTrials" ? `${text}, too few trials to tell from chance` : text;
}

/** How a root mean square lies to eval's; measured, without a verdict. */
export function rmsComparedWith(ratio: number, reference: number): string {
  const text = formatNumber(reference);
  if (formatNumber(ratio * reference) === text) return `the same as evaluation's ${text} to four digits`;
  return `${formatShare(Math.abs(ratio - 1))} ${ratio < 1 ? "less" : "more"} than evaluation's ${text}`;
}

/** How the spread goes on from one standard deviation to the next. */
export function spread(from: number, to: number, reference: number): string {
  const [before, after] = [formatNumber(from), formatNumber(to)];
  const change = before === after ? `stays ${after}` : `${to > from ? "grows" : "shrinks"} from ${before} to ${after}`;
  return reference === 0 ? `its spread ${change}` : `its spread ${change} (${formatNumber(reference)} in evaluation)`;
}
