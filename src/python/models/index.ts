import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import type { SourceLayer, SourceModel } from "../../formats/index";
import { SIGNATURES } from "../notation/signatures";
import { literal } from "../syntax/arithmetic";
import { callOf, childrenOf, itemsOf, textOf, type Call, type Source } from "../syntax/tree";

type Parameters = SourceLayer["parameters"];

/** A layer by its constructor, whose numbers are literals. */
function layerOf(source: Source, call: Call, name: string): SourceLayer {
  const { from, to } = call.node;
  const signature = SIGNATURES.get(call.name);
  const spec = { kind: call.name.toLowerCase(), ...signature?.spec({}) };
  const parameters: Parameters = {};
  const places: NonNullable<SourceLayer["places"]> = {};
  for (const parameter of signature?.parameters ?? []) {
    if (!parameter.ignored) parameters[parameter.key ?? parameter.name] = parameter.standard ?? null;
  }
  call.arguments.forEach(({ name: keyword, value }, position) => {
    const parameter = signature?.parameters[position];
    const key = keyword ?? parameter?.key ?? parameter?.name ?? String(position);
    if (value.name === "Number") parameters[key] = literal(textOf(source, value));
    places[key] = { from: value.from, to: value.to };
  });
  const layer: SourceLayer = { name, kind: spec.kind, from, to, parameters, places };
  if (spec.kind !== "dropout") return signature ? layer : { ...layer, reason: `${call.name} is not run` };
  const { p, ...others } = parameters;
  const rate = places["p"] && { text: source.text.slice(places["p"].from, places["p"].to), ...places["p"] };
  return { ...layer, parameters: others, p: Number(p), active: "train", ...(rate && { rate }) };
}

/** The models assigned at the top of a file by one flat `nn.Sequential(...)`. */
function assigned(source: Source, node: SyntaxNode): SourceModel[] {
  const [target, , value] = childrenOf(node);
  const call = value && callOf(source, value);
  if (node.name !== "AssignStatement" || !target || call?.name !== "Sequential") return [];
  const calls = itemsOf(source, call.node.lastChild!).flatMap((item) => callOf(source, item.value) ?? []);
  const layers = calls.map((layer, index) => layerOf(source, layer, String(index)));
  const { from, to } = call.node;
  const name = textOf(source, target);
  return [{ name, framework: "pytorch", form: "sequential", from, to, layers, chain: true }];
}

/**
 * Finds every model in a Python file; nothing is executed.
 *
 * @param text any text at all: what cannot be read is passed over.
 */
export function readModels(text: string): SourceModel[] {
  const source = { text, tree: parser.parse(text) };
  return childrenOf(source.tree.topNode).flatMap((node) => assigned(source, node));
}
