import type { Reason, SourceLayer, SourceModel, SourceStretch } from "../../../formats/index";
import { unitsOf } from "../modules/shape";
import { COSTS, TOO_LONG, type Within } from "../values/budget";
import { costOfListing, spanOf } from "../values/facts";
import type { Run } from "../values/run";
import type { Module, Node } from "../values/values";

/** Finds all that outputs are made of. */
function findAncestors(run: Run, outputs: readonly Node[], found: Set<Node>): true {
  const waiting = [...outputs];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (found.has(node)) continue;
    run.spend(COSTS.step + node.from.length + (node.name.length >> 5) + (node.facts ? costOfListing(node.facts) : 0));
    found.add(node);
    for (const input of node.from) waiting.push(input);
  }
  return true;
}

function stepOf({ name, facts, call }: Node): SourceLayer[] {
  if (!facts) return [];
  const elsewhere = facts.from !== call.from || facts.to !== call.to;
  return [{ name, ...facts, ...(elsewhere ? { call: spanOf(call) } : {}) }];
}

/** Why a graph isn't a chain: several inputs or outputs, or a step that does not take what the one before it gives. */
function broken(run: Run, nodes: readonly Node[], outputs: readonly Node[]): Reason | undefined {
  const at = (node: Node, why: Reason): Reason => ({ ...why, line: run.lineOf(node.call) });
  for (const [index, node] of nodes.entries()) {
    if (node.maybe !== undefined) return at(node, node.maybe);
    const { name } = node;
    if (node.from.length > 1) return at(node, { code: "several_values", name });
    if (index > 0 && node.from.length === 0) return at(node, { code: "second_input", name });
    if (index > 0 && node.from[0] !== nodes[index - 1]) return at(node, { code: "earlier_value", name });
  }
  const [output, more] = outputs;
  return more && output ? at(more, { code: "several_outputs" }) : undefined;
}

/** The runs of steps that are chains, [from, to) in the model's layers, which the nodes without facts, its inputs, are not. */
function stretchesOf(nodes: readonly Node[]): SourceStretch[] {
  const stretches: SourceStretch[] = [];
  let layers = 0;
  nodes.forEach((node, index) => {
    if (!node.facts) return;
    const [first, ...more] = node.from;
    const last = stretches.at(-1);
    if (last && first?.facts && first === nodes[index - 1] && more.length === 0) last.to++;
    else stretches.push({ from: layers, to: layers + 1, ...(first === nodes[0] && !first?.facts && { input: true }) });
    layers++;
  });
  return stretches;
}

/** A model that is a graph of values: one of Keras's functional API. */
export function graphModel(run: Run, module: Module, name: string, within: Within): SourceModel {
  const { outputs } = module.graph!;
  const found = new Set<Node>();
  const whole = within(() => findAncestors(run, outputs, found));
  // The order in which they were made.
  const nodes = [...found].sort((a, b) => a.order - b.order);
  const reason = whole ? broken(run, nodes, outputs) : { ...TOO_LONG, line: run.lineOf(module.node) };
  const [input] = nodes;
  return {
    name,
    framework: module.framework,
    form: "functional",
    ...spanOf(module.node),
    layers: nodes.flatMap(stepOf),
    chain: reason === undefined,
    ...(reason === undefined ? {} : { reason, stretches: stretchesOf(nodes) }),
    ...(input && !input.facts ? { input: { ...spanOf(input.call), units: unitsOf(input.shape) } } : {}),
  };
}
