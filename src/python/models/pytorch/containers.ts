import type { SyntaxNode } from "@lezer/common";
import { kerasMethod } from "../keras/methods";
import { childrenOfModule, containerOf, itemsOfValue } from "../items";
import type { Arguments, Run } from "../run";
import { addChild } from "../statement/attribute";
import { known, listOf, NONE, numberOf, stringOf, type Module, type Value } from "../values";
import { callModule } from "./forward";
import { layerModule } from "./layers";

/** An empty container. */
export function container(form: Module["form"], framework: Module["framework"], node: SyntaxNode): Module {
  return { type: "module", form, framework, node, children: new Map(), attributes: new Map(), owned: false };
}

/** What stands where a layer belongs: a layer, or a place that says that it is not known. */
export function layerFrom(run: Run, value: Value, node: SyntaxNode, framework: Module["framework"]): Module {
  if (value.type === "module") return value;
  const why = value.type === "unknown" ? value.why : run.notKnown(node).why;
  return layerModule({ kind: "unknown", from: node.from, to: node.to, parameters: {}, reason: why }, node, framework);
}

/** Adds layers behind those that a container has. */
export function addAll(run: Run, module: Module, values: readonly Value[], node: SyntaxNode): void {
  for (const value of values) {
    addChild(run, module, String(module.children.size), layerFrom(run, value, node, module.framework));
  }
}

function addNamed(run: Run, module: Module, entries: ReadonlyMap<string, Value>, node: SyntaxNode): void {
  for (const [name, value] of entries) addChild(run, module, name, layerFrom(run, value, node, module.framework));
}

function opened(module: Module, why: string | undefined): void {
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
    const items = itemsOfValue(first.value);
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
  const module = container("sequential", "pytorch", node);
  const count = numberOf(times.value);
  for (let index = 0; index < Math.min(count ?? 1, 1_000); index++) {
    addChild(run, module, `layers.${index}`, clone(layer.value, layer.value.node));
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
  const module = container(form as Module["form"], "pytorch", node);
  if (form === "dictionary" && passed.positional.length === 0) return module;
  fill(run, module, passed, node);
  if (form === "sequential") run.made.push(module);
  return module;
}

/** A deep copy: layers of its own. */
export function clone(module: Module, node: SyntaxNode): Module {
  const copies = new Map<Module, Module>();
  const copy = (one: Module): Module => {
    const before = copies.get(one);
    if (before) return before;
    const made: Module = { ...one, children: new Map(), attributes: new Map(), owned: false };
    copies.set(one, made);
    for (const [name, child] of one.children) made.children.set(name, copy(child));
    for (const [name, value] of one.attributes) made.attributes.set(name, copied(value));
    if (one.base) made.base = copy(one.base);
    return made;
  };
  const copied = (value: Value): Value => {
    if (value.type === "module") return copy(value);
    const isList = value.type === "list" && value.items.some(({ type }) => type === "module");
    return isList
      ? { ...value, items: value.items.map((item) => (item.type === "module" ? copy(item) : item)) }
      : value;
  };
  return copy({ ...module, node });
}

const RETURNS_ITSELF =
  /^(?:to|cuda|cpu|float|double|half|bfloat16|eval|train|apply|compile|requires_grad_|share_memory|type)$/;

function insert(run: Run, module: Module, at: number, child: Module): void {
  const items = childrenOfModule(module);
  items.splice(at, 0, child);
  module.children = new Map();
  items.forEach((item, index) => addChild(run, module, String(index), item));
}

function layersOf(module: Module): Value {
  const inner = containerOf(module);
  return listOf(childrenOfModule(inner), false, inner.open);
}

const pairs = (module: Module): Value =>
  listOf(
    [...containerOf(module).children].map(([name, child]) => listOf([known(name), child], true)),
    false,
    containerOf(module).open,
  );

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
      const items = first && itemsOfValue(first.value);
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
      return layersOf(module);
    case "named_children":
    case "items":
      return pairs(module);
    case "keys":
      return listOf([...inner.children.keys()].map((key) => known(key)));
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
