import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../../formats/index";
import { COSTS } from "../values/budget";
import { spanOf } from "../values/facts";
import { flattened } from "../values/items";
import type { Run } from "../values/run";
import type { Facts, Node, Shape, Value } from "../values/values";

/** The values of the functional API among values, in lists and dictionaries too. */
export const nodesIn = (run: Run, values: readonly Value[]): Node[] =>
  flattened(run, values).filter((value) => value.type === "node");

/** What a value of a graph is made of. */
interface Made extends Pick<Node, "name" | "call" | "from"> {
  readonly shape?: Shape;
  readonly facts?: Facts | undefined;
}

/** A new value. */
export function makeNode(run: Run, { name, call, from, shape, facts }: Made): Node {
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
  return makeNode(run, { name, call: node, from, facts });
}
