import type { SyntaxNode } from "@lezer/common";
import { addChild } from "../modules/children";
import { layerFrom } from "../modules/containers";
import { spanOf } from "../values/facts";
import { containerOf } from "../values/items";
import type { Call, Run } from "../values/run";
import { NONE, type Module, type Value } from "../values/values";
import { NAME } from "./classes";

/** Puts a layer after those of a Sequential; an Input says what enters. */
export function addKeras(run: Run, module: Module, value: Value, node: SyntaxNode): void {
  if (value.type === "node" && !value.facts) {
    module.enters = { shape: value.shape, ...spanOf(value.call) };
    return;
  }
  const layer = layerFrom(run, value, node, NAME);
  if (module.children.size === 0 && layer.enters) module.enters ??= layer.enters;
  const title = layer.title ?? `unknown_${module.children.size}`;
  addChild(run, module, module.children.has(title) ? `${title} (${module.children.size})` : title, layer);
}

/** add and pop of a Sequential; undefined for any other method. */
export function callSequential({ run, passed }: Call, module: Module, name: string): Value | undefined {
  const { positional, named } = passed;
  const inner = containerOf(module);
  const [first] = positional;
  const layer = first ?? named.get("layer");
  if (name === "add" && layer) {
    addKeras(run, inner, layer.value, layer.node);
    return NONE;
  }
  if (name !== "pop") return undefined;
  run.spend(inner.children.size >> 2);
  const last = [...inner.children.keys()].at(-1);
  if (last !== undefined) inner.children.delete(last);
  return NONE;
}
