import type { SyntaxNode } from "@lezer/common";
import { spanOf } from "../facts";
import { containerOf } from "../items";
import { layerFrom } from "../pytorch/containers";
import type { Arguments, Run } from "../run";
import { addChild } from "../statement/attribute";
import { NONE, type Module, type Value } from "../values";

/** Puts a layer behind those of a Sequential; an Input says what enters. */
export function addKeras(run: Run, module: Module, value: Value, node: SyntaxNode): void {
  if (value.type === "node" && !value.facts) {
    module.enters = { shape: value.shape, ...spanOf(value.call) };
    return;
  }
  const layer = layerFrom(run, value, node, "keras");
  if (module.children.size === 0 && layer.enters) module.enters ??= layer.enters;
  const title = layer.title ?? `unknown_${module.children.size}`;
  addChild(run, module, module.children.has(title) ? `${title} (${module.children.size})` : title, layer);
}

/** add and pop of a Sequential; undefined for any other method. */
export function kerasMethod(
  run: Run,
  module: Module,
  name: string,
  { positional, named }: Arguments,
): Value | undefined {
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
