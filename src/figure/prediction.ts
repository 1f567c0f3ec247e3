import { isDropout, isLinear, type Mode, type Report } from "../formats/index";
import { unseen } from "./modes";
import { firstNonlinearity, kindName } from "./sites";
import { isUnseen, nonFiniteCount } from "./verdict";

/** Why a layer has no predicted mean and variance in a mode, in a few words. */
export function whyNoPrediction(report: Report, index: number, mode: Mode): string {
  const own = report.layers[index]?.modes[mode];
  if (own && isUnseen(own)) return unseen(mode);
  const upTo = report.layers.slice(0, index + 1);
  if (upTo.some((layer) => nonFiniteCount(layer.modes[mode]) > 0)) return "some values are not finite";
  if (report.kind === "probe") return "a real model: no closed form";
  const nonlinearity = firstNonlinearity(report, index);
  if (nonlinearity !== null) return `behind ${kindName(nonlinearity)}: no closed form`;
  const { layers } = report.spec;
  const firstDropout = layers.findIndex(isDropout);
  const mixed = layers.slice(0, index).some((layer, at) => isLinear(layer) && firstDropout !== -1 && at > firstDropout);
  return mixed ? "beyond the first linear layer behind dropout" : "composing would take too long";
}
