import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../../formats/index";
import { assignAll } from "../expression/collection";
import { addReason } from "../values/facts";
import { itemsOfValue } from "../values/items";
import type { Outcome, Run } from "../values/run";
import { isSame, listOf, unknown, type Value, type Scope } from "../values/values";
import { snapshotOf } from "./snapshot";

/** More rounds than any loop over layers has. */
const MOST_ROUNDS = 2_000;

/** Values that a round changes are not known after a loop whose rounds are not; layers and values of a model stay. */
function forget(run: Run, scope: Scope, before: ReadonlyMap<string, Value>, on: string | undefined): void {
  for (const [name, value] of snapshotOf(run, scope)) {
    if (value.type !== "known" || isSame(value, before.get(name))) continue;
    scope.set(name, unknown({ code: "changes_in_loop", name, ...(on === undefined ? {} : { on }) }));
  }
}

/** A loop whose rounds are not known: why, and what it runs over. */
interface Endless {
  readonly node: SyntaxNode;
  readonly why: Reason;
  readonly on?: string;
}

/** Follows the body of a loop once. */
function once(run: Run, { node, why, on }: Endless, scope: Scope, work: () => Outcome): Outcome {
  const { trace } = run;
  const before = snapshotOf(run, scope);
  const steps = trace?.steps.length ?? 0;
  run.doubts.push(why);
  try {
    const outcome = trace ? trace.keepingMode(work) : work();
    if (trace && trace.steps.length > steps) trace.break(node, why, steps);
    run.spend((trace?.steps.length ?? 0) - steps);
    trace?.steps.slice(steps).forEach((step) => addReason(step, why));
    forget(run, scope, before, on);
    return outcome?.type === "return" && trace ? outcome : undefined;
  } finally {
    run.doubts.pop();
  }
}

/** `for x in items:`, round by round where the items are known. */
export function forLoop(run: Run, node: SyntaxNode, scope: Scope): Outcome {
  const parts = run.childrenOf(node).filter(({ name }) => name !== "Comment" && name !== "async");
  const at = parts.findIndex(({ name }) => name === "in");
  const body = parts.find(({ name }) => name === "Body");
  if (at < 0 || !body) return undefined;
  const targets = parts.slice(1, at).filter(({ name }) => name !== ",");
  const sources = parts.slice(at + 1, parts.indexOf(body)).filter(({ name }) => name !== ",");
  const values = sources.map((source) => run.evaluate(source, scope));
  const list = values.length === 1 ? itemsOfValue(run, values[0]!) : listOf(values);
  const round = (item: Value): Outcome => {
    assignAll(run, targets, item, scope);
    return run.execute(body, scope);
  };
  if (!list || list.open !== undefined || list.items.length > MOST_ROUNDS) {
    const on = textOf(run, sources);
    const why = list?.open ?? { code: "repeats", on };
    return once(run, { node, why, on }, scope, () => round(list?.items[0] ?? run.notKnown(node)));
  }
  for (const item of list.items) {
    const outcome = round(item);
    if (outcome?.type === "return") return outcome;
    if (outcome?.type === "break") break;
  }
  return undefined;
}

const textOf = (run: Run, sources: readonly SyntaxNode[]): string =>
  sources
    .map((source) => run.textOf(source))
    .join(", ")
    .slice(0, 60);

/** `while condition:`, whose rounds are never known. */
export function whileLoop(run: Run, node: SyntaxNode, scope: Scope): Outcome {
  const body = node.getChild("Body");
  if (!body) return undefined;
  return once(run, { node, why: { code: "repeats" } }, scope, () => run.execute(body, scope));
}
