import { valuesOf } from "../values/arguments";
import { methodOf } from "../values/classes";
import { containerOf, made } from "../values/items";
import type { Call } from "../values/run";
import type { Module, Node, Value } from "../values/values";
import { frameworkOf } from "./frameworks";
import { makeNode, nodesIn } from "./nodes";
import { shapeAfter, withInputs } from "./shape";

/** A call of a module on values of a graph, whose steps are named after `prefix`. */
interface GraphCall extends Call {
  readonly from: readonly Node[];
  readonly prefix: string;
}

/** What a layer makes of values, and its activation of that. */
function throughLayer({ run, passed, node, from, prefix }: GraphCall, layer: Module): Node {
  const name = prefix + (layer.title ?? run.textOf(layer.node.firstChild ?? layer.node).slice(0, 40));
  const entering = layer.enters?.shape ?? from[0]?.shape;
  const facts = withInputs(layer.facts!, entering);
  const called = frameworkOf(run, layer).asCalled(facts, passed, true);
  const output = makeNode(run, { name, call: node, from, shape: shapeAfter(facts, entering), facts: called });
  if (!layer.then) return output;
  const activation = `${name}.activation`;
  return makeNode(run, { name: activation, call: node, from: [output], shape: output.shape, facts: layer.then });
}

/** What a module makes of values: a layer, a model inside the model, an object of a class of this file. */
function through(call: GraphCall, module: Module): Value {
  const { run, passed, node, prefix } = call;
  const inner = containerOf(module);
  if (inner.form === "layer") return throughLayer(call, inner);
  const framework = frameworkOf(run, module);
  const forward = module.class && methodOf(module.class, framework.forward);
  if (forward) {
    return run.call({ type: "bound", callable: forward, self: module }, framework.toForward(forward, passed), node);
  }
  let nodes = call.from;
  for (const child of inner.children.values()) {
    run.spend(1);
    const inside = { ...call, from: nodes, prefix: `${prefix}${inner.title ?? "sequential"}.` };
    nodes = run.deeper(() => nodesIn(run, [through(inside, child)]), nodes);
  }
  if (inner.graph) return copied({ ...call, prefix: `${prefix}${inner.title ?? "functional"}.` }, inner);
  return nodes[0] ?? run.notKnown(node);
}

/** The steps of a functional model on other inputs. */
function copied({ run, passed, node, from, prefix }: GraphCall, module: Module): Value {
  const { inputs, outputs } = module.graph!;
  const framework = frameworkOf(run, module);
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
    const facts = one.facts && framework.asCalled(one.facts, passed, true);
    const inputsOfCopy = one.from.map((input) => copies.get(input)!);
    copies.set(
      one,
      makeNode(run, { name: prefix + one.name, call: node, from: inputsOfCopy, shape: one.shape, facts }),
    );
  }
  const results = outputs.map((output) => copies.get(output)!);
  return results.length === 1 ? results[0]! : made(run, results);
}

/** `layer(x)` of the functional API. */
export function callOnNodes(call: Call, module: Module): Value {
  const from = nodesIn(call.run, valuesOf(call.passed));
  return from.length > 0 ? through({ ...call, from, prefix: "" }, module) : call.run.notKnown(call.node);
}
