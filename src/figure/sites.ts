import { dropRate } from "../core/index";
import { isDropout, isNonlinear, maskText, type LayerReport, type Report } from "../formats/index";

/** A place where dropout happens, with what became of it in the run. */
export interface Site {
  readonly layer: number;
  readonly label: string;
  /** The probability to drop, as drawn: round(p 2^32) / 2^32; null where a report does not say. */
  readonly p: number | null;
  /** Values that it dropped and kept in the run, zeros that entered aside; expected ones where what it drops is not 0. */
  readonly dropped: number;
  readonly kept: number;
}

/** Fewer values than this, kept or dropped in the whole run, allow no verdict. */
const FEW = 25;

/** p of a dropout's label, for reports of real models. */
function labelledRate(label: string): number | null {
  const text = /\bp=([\d.e+-]+)/.exec(label)?.[1];
  const p = Number(text ?? NaN);
  return p >= 0 && p <= 1 ? dropRate(p).P : null;
}

/** The drop probability of a layer; undefined where it is no dropout. */
function rateOf(report: Report, index: number): number | null | undefined {
  if (report.kind === "probe") {
    const layer = report.layers[index];
    return layer?.role === "dropout" ? labelledRate(layer.label) : undefined;
  }
  const spec = report.spec.layers[index];
  return spec && isDropout(spec) ? dropRate(spec.p).P : undefined;
}

/** Zeros that entered a layer in training. A probe's layers are no chain, but in eval a dropout passes on what enters. */
function zerosEntering(report: Report, index: number, layer: LayerReport): number {
  const previous = report.kind === "explore" ? report.layers[index - 1] : undefined;
  return previous?.modes.train.zeros ?? (dropsInEval(report, index) ? 0 : layer.modes.eval.zeros);
}

/** Whether a layer of a real model is a dropout that drops in evaluation too. */
export const dropsInEval = (report: Report, index: number): boolean =>
  report.kind === "probe" && report.layers[index]?.activeInEval === true;

function readSites(report: Report): Site[] {
  return report.layers.flatMap((layer, index) => {
    const p = rateOf(report, index);
    if (p === undefined) return [];
    const { count, zeros } = layer.modes.train;
    const entered = zerosEntering(report, index, layer);
    // Where nothing but zeros enters, nothing is there to keep or to drop.
    if (entered >= count) return [];
    const dropped = maskText(layer.kind)?.zeroes === false ? Math.round((p ?? 0) * count) : zeros - entered;
    return [{ layer: index, label: layer.label, p, dropped: Math.max(0, dropped), kept: count - entered - dropped }];
  });
}

const known = new WeakMap<Report, readonly Site[]>();

/** The dropouts at or before a layer through which values other than zero pass; P = 0 aside. */
export function sitesUpTo(report: Report, layer: number): readonly Site[] {
  let sites = known.get(report);
  if (sites === undefined) {
    sites = readSites(report).filter(({ p }) => p !== 0);
    known.set(report, sites);
  }
  return sites.filter((site) => site.layer <= layer);
}

/** The dropout that kept or dropped too few values for a verdict about this layer; null where there is none. */
export function tooFew(report: Report, layer: number): Site | null {
  const few = ({ p, dropped, kept }: Site) => p !== 1 && (dropped < FEW || kept < FEW);
  return sitesUpTo(report, layer).find(few) ?? null;
}

/** The first layer from `from` to `upTo` that is neither linear, dropout nor identity; null where there is none. */
export function firstNonlinearity(report: Report, upTo: number, from = 0): LayerReport | null {
  if (report.kind === "probe") return null;
  const index = report.spec.layers.findIndex((layer, at) => at >= from && isNonlinear(layer));
  return index === -1 || index > upTo ? null : (report.layers[index] ?? null);
}

/** The name of a layer's kind as PyTorch writes it: "ReLU" of "ReLU()". */
export const kindName = (layer: LayerReport): string => layer.label.split("(", 1)[0] ?? layer.label;
