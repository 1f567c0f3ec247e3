import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../../formats/index";
import { COSTS } from "../budget";
import { itemsOfValue } from "../items";
import type { Arguments, Run } from "../run";
import { addChild } from "../statement/attribute";
import { numberOf, type Module, type Value } from "../values";
import { layerModule } from "./layers";

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

/** Adds layers behind those that a container has. */
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

function fill(run: Run, module: Module, { positional, open }: Arguments, node: SyntaxNode): void {
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
function transformerStack(run: Run, { positional, named }: Arguments, node: SyntaxNode): Module | undefined {
  const layer = positional[0] ?? named.get("encoder_layer") ?? named.get("decoder_layer");
  const times = positional[1] ?? named.get("num_layers");
  if (layer?.value.type !== "module" || !times) return undefined;
  const module = container(run, "sequential", "pytorch", node);
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
export function makeContainer(run: Run, name: string, passed: Arguments, node: SyntaxNode): Module | undefined {
  if (name === "TransformerEncoder" || name === "TransformerDecoder") return transformerStack(run, passed, node);
  const form = { Sequential: "sequential", ModuleList: "list", ModuleDict: "dictionary" }[name];
  if (form === undefined) return undefined;
  const module = container(run, form as Module["form"], "pytorch", node);
  if (form === "dictionary" && passed.positional.length === 0) return module;
  fill(run, module, passed, node);
  if (form === "sequential") run.made.push(module);
  return module;
}

/** A deep copy: layers of its own; what it is a copy of is no model by itself. */
export function clone(run: Run, module: Module, node: SyntaxNode): Module {
  const copies = new Map<Module, Module>();
  module.owned = true;
  const copy = (one: Module): Module => copies.get(one) ?? run.deeper(() => copyOf(one), one);
  const copyOf = (one: Module): Module => {
    run.spend(COSTS.module + COSTS.entry * (one.children.size + one.attributes.size));
    const made: Module = { ...one, children: new Map(), attributes: new Map(), owned: false };
    copies.set(one, made);
    for (const [name, child] of one.children) made.children.set(name, copy(child));
    for (const [name, value] of one.attributes) made.attributes.set(name, copied(value));
    if (one.base) made.base = copy(one.base);
    return made;
  };
  const copied = (value: Value): Value => {
    if (value.type === "module") return copy(value);
    if (value.type === "list") run.spend(value.items.length >> 1);
    const isList = value.type === "list" && value.items.some(({ type }) => type === "module");
    return isList
      ? { ...value, items: value.items.map((item) => (item.type === "module" ? copy(item) : item)) }
      : value;
  };
  return copy({ ...module, node });
}
