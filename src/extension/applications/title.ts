import { dropRateOf, isLinear, type ExploreSpec } from "../../formats/index";
import { plainText } from "../ui/plain-text";

/** Characters of a model's name in a tab. */
const MOST_OF_NAME = 100;

/** A list that is too long for a tab keeps its ends. */
const short = (items: readonly (string | number)[]): (string | number)[] =>
  items.length > 5 ? [...items.slice(0, 2), "…", ...items.slice(-2)] : [...items];

/**
 * A short name for an experiment, for a tab: its widths and its rates, `100-1, p = 0.4`, after the name of the model in
 * code where it was read from one.
 */
export function titleOf(spec: Pick<ExploreSpec, "input" | "layers">, model?: string): string {
  const widths = spec.layers.flatMap((layer) => (isLinear(layer) ? [layer.units] : []));
  const rates = spec.layers.flatMap((layer) => dropRateOf(layer) ?? []);
  const equal = rates.every((rate) => rate === rates[0]) ? rates.slice(0, 1) : rates;
  const network = short([spec.input.units, ...widths]).join("-");
  const title = rates.length === 0 ? network : `${network}, p = ${short(equal).join(", ")}`;
  return model === undefined ? title : `${plainText(model, MOST_OF_NAME)}: ${title}`;
}
