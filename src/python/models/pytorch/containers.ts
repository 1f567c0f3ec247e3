import { addChild } from "../modules/children";
import { clone } from "../modules/clone";
import { addAll, addNamed, container, opened } from "../modules/containers";
import { itemsOfValue } from "../values/items";
import type { Call } from "../values/run";
import { numberOf, type Module } from "../values/values";
import { NAME } from "./classes";

function fill({ run, passed, node }: Call, module: Module): void {
  const { positional, open } = passed;
  const [first, ...more] = positional;
  opened(module, open);
  if (first && more.length === 0 && first.value.type === "dictionary") {
    addNamed(run, module, first.value.entries, first.node);
    opened(module, first.value.open);
  } else if (module.form === "sequential") {
    for (const { value, node: argument } of positional) addAll(run, module, [value], argument);
  } else if (first) {
    const items = itemsOfValue(run, first.value);
    addAll(run, module, items?.items ?? [], first.node);
    opened(module, items ? items.open : run.notKnown(first.node).why);
  }
  if (module.form === "dictionary" && !first) opened(module, run.notKnown(node).why);
}

/** `nn.TransformerEncoder(layer, 6)`: copies of one layer. */
function transformerStack({ run, passed, node }: Call): Module | undefined {
  const { positional, named } = passed;
  const layer = positional[0] ?? named.get("encoder_layer") ?? named.get("decoder_layer");
  const times = positional[1] ?? named.get("num_layers");
  if (layer?.value.type !== "module" || !times) return undefined;
  const module = container(run, "sequential", NAME, node);
  const count = numberOf(times.value);
  for (let index = 0; index < Math.min(count ?? 1, 1_000); index++) {
    addChild(run, module, `layers.${index}`, clone(run, layer.value, layer.value.node));
  }
  layer.value.owned = true;
  if (count === undefined) opened(module, run.notKnown(times.node).why);
  const norm = positional[2] ?? named.get("norm");
  if (norm?.value.type === "module") addChild(run, module, "norm", norm.value);
  return module;
}

/** A container of torch.nn with its layers; undefined where the class is none. */
export function makeContainer(call: Call, name: string): Module | undefined {
  const { run, passed, node } = call;
  if (name === "TransformerEncoder" || name === "TransformerDecoder") return transformerStack(call);
  const form = { Sequential: "sequential", ModuleList: "list", ModuleDict: "dictionary" }[name];
  if (form === undefined) return undefined;
  const module = container(run, form as Module["form"], NAME, node);
  if (form === "dictionary" && passed.positional.length === 0) return module;
  fill(call, module);
  if (form === "sequential") run.made.push(module);
  return module;
}
