import {
  isDropout,
  isNonlinear,
  layerNamed,
  layersByName,
  maskText,
  type ExploreReport,
  type LayerReport,
  type ProbeReport,
  type Report,
} from "../../formats/index";
import { dropRate } from "../random/rate";
import { gatheredAlong, lineageOf, nodesOf } from "./lineage";

/** A place where dropout happens, with what became of it in the run. */
export interface Site {
  /** Its place in the report. */
  readonly layer: number;
  readonly name: string;
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

/** A dropout's rate, and the zeros that entered it in training. */
interface Entered {
  readonly p: number | null;
  readonly zeros: number;
}

/** Whether a layer of a real model is a dropout that drops in evaluation too. */
export const dropsInEval = (report: Report, index: number): boolean =>
  report.kind === "probe" && report.layers[index]?.activeInEval === true;

/** A real model's layers aren't a chain, but in eval a dropout passes on what enters. */
function enteredInModel({ label, modes, role, activeInEval }: ProbeReport["layers"][number]): Entered | null {
  if (role !== "dropout") return null;
  return { p: labelledRate(label), zeros: activeInEval ? 0 : modes.eval.zeros };
}

function enteredInExperiment(
  { name, modes }: LayerReport,
  spec: ExploreReport["spec"],
  layers: ReadonlyMap<string, LayerReport>,
): Entered | null {
  const node = lineageOf(spec, name).at(-1);
  if (!node || !isDropout(node.layer)) return null;
  const before = layers.get(node.parents[0] ?? "");
  return { p: dropRate(node.layer.p).P, zeros: (before?.modes.train ?? modes.eval).zeros };
}

function enteredIn(report: Report): readonly (Entered | null)[] {
  if (report.kind === "probe") return report.layers.map(enteredInModel);
  const layers = layersByName(report);
  return report.layers.map((layer) => enteredInExperiment(layer, report.spec, layers));
}

function readSites(report: Report): Site[] {
  const entered = enteredIn(report);
  return report.layers.flatMap(({ name, label, kind, modes }, layer) => {
    const { count, zeros } = modes.train;
    const entering = entered[layer];
    // Where nothing but zeros enters, nothing is there to keep or to drop.
    if (!entering || entering.zeros >= count) return [];
    const dropped = maskText(kind)?.zeroes === false ? Math.round((entering.p ?? 0) * count) : zeros - entering.zeros;
    const kept = count - entering.zeros - dropped;
    return [{ layer, name, label, p: entering.p, dropped: Math.max(0, dropped), kept }];
  });
}

/** The dropouts up to each layer of a report, by the layer's place. */
function sitesByLayer(report: Report): readonly (readonly Site[])[] {
  const sites = readSites(report).filter(({ p }) => p !== 0);
  if (report.kind === "probe") return report.layers.map((_, index) => sites.filter(({ layer }) => layer <= index));
  const own = new Map(sites.map((site) => [site.name, site]));
  const gathered = gatheredAlong(nodesOf(report.spec), own);
  return report.layers.map(({ name }) => gathered.get(name) ?? []);
}

const known = new WeakMap<Report, readonly (readonly Site[])[]>();

/** The dropouts at or before a layer through which values other than zero pass; P = 0 aside. */
export function sitesUpTo(report: Report, layer: number): readonly Site[] {
  let sites = known.get(report);
  if (sites === undefined) {
    sites = sitesByLayer(report);
    known.set(report, sites);
  }
  return sites[layer] ?? [];
}

/** The dropout that kept or dropped too few values for a verdict about this layer; null where there is none. */
export function tooFew(report: Report, layer: number): Site | null {
  const few = ({ p, dropped, kept }: Site) => p !== 1 && (dropped < FEW || kept < FEW);
  return sitesUpTo(report, layer).find(few) ?? null;
}

/**
 * The first layer that is neither linear, dropout nor identity, of those through which a layer's values come; null where there
 * is none.
 *
 * @param after only layers that follow this one; all of them where it is left out.
 */
export function firstNonlinearity(report: Report, layer: number, after?: string): LayerReport | null {
  if (report.kind === "probe") return null;
  const lineage = lineageOf(report.spec, report.layers[layer]?.name ?? "");
  const from = after === undefined ? 0 : lineage.findIndex(({ name }) => name === after) + 1;
  const found = lineage.slice(from).find((node) => isNonlinear(node.layer));
  return (found && layerNamed(report, found.name)) ?? null;
}
