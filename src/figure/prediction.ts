import { firstNonlinearity, isUnseen, lineageOf, nonFiniteCount } from "../core/index";
import { isDropout, isLinear, type Mode, type Report } from "../formats/index";
import { unseen } from "./modes";
import { kindName } from "./titles";

/** Why a layer has no predicted mean and variance in a mode, in a few words. */
export function whyNoPrediction(report: Report, index: number, mode: Mode): string {
  const own = report.layers[index]?.modes[mode];
  if (own && isUnseen(own)) return unseen(mode);
  const upTo = report.layers.slice(0, index + 1);
  if (upTo.some((layer) => nonFiniteCount(layer.modes[mode]) > 0)) return "some values are not finite";
  if (report.kind === "probe") return "a real model: no closed form";
  const nonlinearity = firstNonlinearity(report, index);
  if (nonlinearity !== null) return `after ${kindName(nonlinearity)}: no closed form`;
  const lineage = lineageOf(report.spec, report.layers[index]?.name ?? "");
  const firstDropout = lineage.findIndex(({ layer }) => isDropout(layer));
  const mixed = firstDropout !== -1 && lineage.slice(firstDropout, -1).some(({ layer }) => isLinear(layer));
  return mixed ? "beyond the first linear layer after dropout" : "would take too long to compute";
}
