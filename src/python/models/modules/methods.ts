import { COSTS } from "../values/budget";
import { childrenOfModule, containerOf, itemsOfValue, made, namesIn, pairsOf } from "../values/items";
import type { Call, Run } from "../values/run";
import { NONE, numberOf, stringOf, type Module, type Value } from "../values/values";
import { addChild } from "./children";
import { addAll, addNamed, layerFrom, opened } from "./containers";
import { callModule } from "./forward";
import { frameworkOf } from "./frameworks";

const RETURNS_ITSELF =
  /^(?:to|cuda|cpu|float|double|half|bfloat16|eval|train|apply|compile|requires_grad_|share_memory|type)$/;

function insert(run: Run, module: Module, at: number, child: Module): void {
  const items = childrenOfModule(run, module);
  run.spend(COSTS.entry * items.length);
  items.splice(at, 0, child);
  module.children = new Map();
  items.forEach((item, index) => addChild(run, module, String(index), item));
}

function layersOf(run: Run, module: Module): Value {
  const inner = containerOf(module);
  return made(run, childrenOfModule(run, inner), false, inner.open);
}

/** The call of a method that a framework defines; undefined where its result is not known. */
export function moduleMethod(call: Call, module: Module, name: string): Value | undefined {
  const { run, passed, node } = call;
  const inner = containerOf(module);
  const [first, second] = passed.positional;
  const own = frameworkOf(run, module).callMethod(call, module, name);
  if (own) return own;
  if (RETURNS_ITSELF.test(name)) return module;
  switch (name) {
    case "append":
      if (first) addAll(run, inner, [first.value], first.node);
      return module;
    case "extend": {
      const items = first && itemsOfValue(run, first.value);
      addAll(run, inner, items?.items ?? [], first?.node ?? node);
      opened(inner, items ? items.open : run.notKnown(node).why);
      return module;
    }
    case "insert":
      if (second) insert(run, inner, numberOf(first?.value) ?? 0, layerFrom(run, second.value, node, inner.framework));
      return module;
    case "add_module":
    case "register_module":
      return added(call, inner);
    case "update":
      if (first?.value.type === "dictionary") addNamed(run, inner, first.value.entries, first.node);
      return NONE;
    case "children":
    case "values":
      return layersOf(run, module);
    case "named_children":
    case "items":
      return pairsOf(run, inner.children, inner.open);
    case "keys":
      return namesIn(run, inner.children);
    case "forward":
    case "__call__":
      return callModule(call, module);
    default:
      return undefined;
  }
}

/** `add_module(name, layer)`. */
function added({ run, passed: { positional, named }, node }: Call, module: Module): Value {
  const title = positional[0] ?? named.get("name");
  const layer = positional[1] ?? named.get("module");
  const name = stringOf(title?.value);
  if (name === undefined) opened(module, run.doubts.at(-1) ?? run.notKnown(title?.node ?? node).why);
  if (layer && title) {
    const child = layerFrom(run, layer.value, layer.node, module.framework);
    // A layer under a name that is not known is there all the same, under the name as written.
    addChild(run, module, name ?? run.textOf(title.node), child);
    if (name !== undefined) module.attributes.set(name, child);
  }
  return NONE;
}
