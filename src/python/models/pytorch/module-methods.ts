import type { SyntaxNode } from "@lezer/common";
import { COSTS } from "../budget";
import { childrenOfModule, containerOf, itemsOfValue, made, namesIn, pairsOf } from "../items";
import { kerasMethod } from "../keras/methods";
import type { Arguments, Run } from "../run";
import { addChild } from "../statement/attribute";
import { NONE, numberOf, stringOf, type Module, type Value } from "../values";
import { addAll, addNamed, layerFrom, opened } from "./containers";
import { callModule } from "./forward";

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

/** The call of a method that PyTorch or Keras defines; undefined where its result is not known. */
export function moduleMethod(
  run: Run,
  module: Module,
  name: string,
  passed: Arguments,
  node: SyntaxNode,
): Value | undefined {
  const inner = containerOf(module);
  const [first, second] = passed.positional;
  if (module.framework === "keras") {
    const done = kerasMethod(run, module, name, passed);
    if (done) return done;
  }
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
      if (second) insert(run, inner, numberOf(first?.value) ?? 0, layerFrom(run, second.value, node, "pytorch"));
      return module;
    case "add_module":
    case "register_module":
      return added(run, inner, passed, node);
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
      return callModule(run, module, passed, node);
    default:
      return undefined;
  }
}

/** `add_module(name, layer)`. */
function added(run: Run, module: Module, { positional, named }: Arguments, node: SyntaxNode): Value {
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
