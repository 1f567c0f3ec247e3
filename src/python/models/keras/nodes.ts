import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../../formats/index";
import { valuesOf } from "../call/arguments";
import { methodOf } from "../call/instantiate";
import { spanOf } from "../facts";
import { containerOf, flattened, made } from "../items";
import { COSTS } from "../budget";
import type { Arguments, Run } from "../run";
import { shapeAfter, withInputs } from "../shape";
import type { Facts, Module, Node, Shape, Value } from "../values";
import { asCalled, withTraining } from "./layers";

/** The values of the functional API among values, in lists and dictionaries too. */
export const nodesIn = (run: Run, values: readonly Value[]): Node[] =>
  flattened(run, values).filter((value) => value.type === "node");

/** A new value. */
export function makeNode(
  run: Run,
  name: string,
  call: SyntaxNode,
  from: readonly Node[],
  shape?: Shape,
  facts?: Facts,
): Node {
  run.spend(COSTS.step + (from.length >> 2) + (name.length >> 5));
  const order = run.counts.get("") ?? 0;
  run.counts.set("", order + 1);
  const maybe = run.doubts.at(-1);
  return {
    type: "node",
    order,
    name,
    call,
    from,
    shape,
    ...(facts ? { facts } : {}),
    ...(maybe === undefined ? {} : { maybe }),
  };
}

/** What something makes of values that this file does not say, an imported model or function: listed, and not run. */
export function foreignNode(run: Run, name: string, from: readonly Node[], node: SyntaxNode, why: Reason): Node {
  const facts = { kind: "unknown", ...spanOf(node), parameters: {}, reasons: [why] };
  return makeNode(run, name, node, from, undefined, facts);
}

/** What a layer makes of values, its activation behind it. */
function throughLayer(
  run: Run,
  layer: Module,
  from: readonly Node[],
  prefix: string,
  passed: Arguments,
  node: SyntaxNode,
): Node {
  const name = prefix + (layer.title ?? run.textOf(layer.node.firstChild ?? layer.node).slice(0, 40));
  const [first] = from;
  const entering = layer.enters?.shape ?? first?.shape;
  const facts = withInputs(layer.facts!, entering);
  const output = makeNode(run, name, node, from, shapeAfter(facts, entering), asCalled(facts, passed));
  return layer.then ? makeNode(run, `${name}.activation`, node, [output], output.shape, layer.then) : output;
}

/** What a module makes of values: a layer, a model inside the model, an object of a class of this file. */
function through(
  run: Run,
  module: Module,
  from: readonly Node[],
  prefix: string,
  passed: Arguments,
  node: SyntaxNode,
): Value {
  const inner = containerOf(module);
  if (inner.form === "layer") return throughLayer(run, inner, from, prefix, passed, node);
  const call = module.class && methodOf(module.class, "call");
  if (call) return run.call({ type: "bound", callable: call, self: module }, withTraining(call, passed), node);
  let nodes = from;
  for (const child of inner.children.values()) {
    run.spend(1);
    const inside = `${prefix}${inner.title ?? "sequential"}.`;
    nodes = run.deeper(() => nodesIn(run, [through(run, child, nodes, inside, passed, node)]), nodes);
  }
  if (inner.graph) return copied(run, inner, from, `${prefix}${inner.title ?? "functional"}.`, passed, node);
  return nodes[0] ?? run.notKnown(node);
}

/** The steps of a functional model on other inputs. */
function copied(
  run: Run,
  module: Module,
  from: readonly Node[],
  prefix: string,
  passed: Arguments,
  node: SyntaxNode,
): Value {
  const { inputs, outputs } = module.graph!;
  const copies = new Map<Node, Node>(inputs.map((input, index) => [input, from[index] ?? input]));
  const waiting = [...outputs].reverse();
  // What a step takes is copied before it; a graph may be deeper than the stack.
  for (let one = waiting.at(-1); one; one = waiting.at(-1)) {
    const missing = copies.has(one) ? [] : one.from.filter((input) => !copies.has(input));
    run.spend(1 + (one.from.length >> 1));
    for (const input of missing.reverse()) waiting.push(input);
    if (missing.length > 0) continue;
    waiting.pop();
    if (copies.has(one)) continue;
    const facts = one.facts && asCalled(one.facts, passed);
    const from = one.from.map((input) => copies.get(input)!);
    copies.set(one, makeNode(run, prefix + one.name, node, from, one.shape, facts));
  }
  const results = outputs.map((output) => copies.get(output)!);
  return results.length === 1 ? results[0]! : made(run, results);
}

/** `layer(x)` of the functional API. */
export function callLayer(run: Run, module: Module, passed: Arguments, node: SyntaxNode): Value {
  const nodes = nodesIn(run, valuesOf(passed));
  return nodes.length > 0 ? through(run, module, nodes, "", passed, node) : run.notKnown(node);
}
