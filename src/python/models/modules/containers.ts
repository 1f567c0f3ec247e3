import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../../formats/index";
import { COSTS } from "../values/budget";
import type { Run } from "../values/run";
import type { Facts, Module, Value } from "../values/values";
import { addChild } from "./children";

/** A layer as a module of its own. */
export function layerModule(
  run: Run,
  facts: Facts,
  node: SyntaxNode,
  framework: Module["framework"],
  foreign = false,
): Module {
  run.spend(COSTS.module);
  return {
    type: "module",
    form: "layer",
    framework,
    node,
    facts,
    children: new Map(),
    attributes: new Map(),
    owned: false,
    ...(foreign ? { foreign: true as const } : {}),
  };
}

/** An empty container. */
export function container(run: Run, form: Module["form"], framework: Module["framework"], node: SyntaxNode): Module {
  run.spend(COSTS.module);
  return { type: "module", form, framework, node, children: new Map(), attributes: new Map(), owned: false };
}

/** What stands where a layer belongs: a layer, or a place that says that it is not known. */
export function layerFrom(run: Run, value: Value, node: SyntaxNode, framework: Module["framework"]): Module {
  if (value.type === "module") return value;
  const why = value.type === "unknown" ? value.why : run.notKnown(node).why;
  return layerModule(
    run,
    { kind: "unknown", from: node.from, to: node.to, parameters: {}, reasons: [why] },
    node,
    framework,
  );
}

/** Adds layers after those that a container has. */
export function addAll(run: Run, module: Module, values: readonly Value[], node: SyntaxNode): void {
  for (const value of values) {
    addChild(run, module, String(module.children.size), layerFrom(run, value, node, module.framework));
  }
}

/** Adds layers under names. */
export function addNamed(run: Run, module: Module, entries: ReadonlyMap<string, Value>, node: SyntaxNode): void {
  for (const [name, value] of entries) addChild(run, module, name, layerFrom(run, value, node, module.framework));
}

/** Notes why a container may hold more, or fewer, than its layers. */
export function opened(module: Module, why: Reason | undefined): void {
  if (why !== undefined) module.open ??= why;
}
