import {
  checkSpec,
  isLinear,
  LIMITS,
  versionFor,
  type ExploreSpec,
  type LayerSpec,
  type SpecIssue,
} from "../../formats/index";
import type { Source } from "../syntax/tree";
import { NotationError, wrongIn } from "./errors";
import type { ReadLayer, Span } from "./layer";

/** Where the parts of a spec stand that no layer holds: settings, by the key that they fill. */
export type SettingPlaces = Readonly<Partial<Record<string, Span>>>;

const statesInputs = (spec: object): spec is { inputs?: number } => isLinear(spec);

/** What the first linear layer expects: nothing before it changes the number of units. Undefined: it does not say. */
export function firstFanIn(layers: readonly ReadLayer[]): number | undefined {
  return layers.map(({ spec }) => spec).find(statesInputs)?.inputs;
}

/** An issue of a spec as an error at its place in the text. */
function located(source: Source, layers: readonly ReadLayer[], settings: SettingPlaces, issue: SpecIssue): Error {
  const [root, index, key = ""] = issue.keys;
  const layer = root === "layers" ? layers[Number(index ?? layers.length - 1)] : layers[0];
  const part = layer?.places[key];
  const setting = settings[root === "layers" ? key : String(root)];
  if (setting) return wrongIn(source.text, setting, setting.from, issue.message, issue.path);
  if (part) return wrongIn(source.text, layer, part.from, issue.message, issue.path);
  const span = layer ?? { from: 0, to: source.text.length };
  return index === undefined
    ? new NotationError(issue.message, span.from, issue.path)
    : wrongIn(source.text, span, span.from, issue.message, issue.path);
}

/**
 * Checks a spec made of a text by the same rules as a file.
 *
 * @throws {NotationError} at the place of the first issue.
 */
export function checked(
  source: Source,
  layers: readonly ReadLayer[],
  spec: object,
  settings: SettingPlaces = {},
): ExploreSpec {
  const result = checkSpec(spec);
  if ("issues" in result) throw located(source, layers, settings, result.issues[0]);
  return result.spec;
}

/**
 * The layers alone, checked: their values, and their fan-ins from the first linear layer on.
 *
 * @throws {NotationError} at the place of the first issue.
 */
export function layersOf(source: Source, layers: readonly ReadLayer[]): LayerSpec[] {
  // A number of units that cannot be is an issue of the layer that says so, not of the input made of it.
  const inputs = firstFanIn(layers) ?? 1;
  const units = Number.isInteger(inputs) && inputs >= 1 && inputs <= LIMITS.units ? inputs : 1;
  const input = { units, distribution: { kind: "constant", value: 0 } };
  const specs = layers.map(({ spec }) => spec);
  return checked(source, layers, { version: versionFor(specs), input, layers: specs }).layers;
}
