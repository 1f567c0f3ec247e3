import type { SyntaxNode } from "@lezer/common";
import type { Outcome, Run } from "../values/run";
import { isSame, isTrainingOnly, truthOf, unknown, type Value, type Scope } from "../values/values";
import { snapshotOf } from "./snapshot";

/** The longest condition that a reason repeats. */
const MOST_SHOWN = 60;

/** One arm of an if statement: its condition, undefined for else, and its body. */
interface Arm {
  readonly condition: SyntaxNode | undefined;
  readonly body: SyntaxNode;
}

function armsOf(run: Run, node: SyntaxNode): Arm[] {
  const parts = run.childrenOf(node).filter(({ name }) => name !== "Comment");
  return parts.flatMap((body, index) => {
    if (body.name !== "Body") return [];
    const before = parts[index - 1];
    return [{ condition: before?.name === "else" ? undefined : before, body }];
  });
}

/** `if __name__ == "__main__":` is where scripts make their models. */
const isMain = (run: Run, node: SyntaxNode): boolean => /^__name__\s*==\s*["']__main__["']$/.test(run.textOf(node));

/** Follows an if statement: the arm that is taken, or, where that is not known, all that may be. */
export function branch(run: Run, node: SyntaxNode, scope: Scope): Outcome {
  return arms(run, armsOf(run, node), scope);
}

function arms(run: Run, [arm, ...rest]: readonly Arm[], scope: Scope): Outcome {
  run.spend(rest.length >> 2);
  if (!arm) return undefined;
  const { condition, body } = arm;
  if (!condition || isMain(run, condition)) return run.execute(body, scope);
  const evaluate = (): Value => run.evaluate(condition, scope);
  const value = run.trace ? run.trace.aside(evaluate) : evaluate();
  const truth = truthOf(value);
  if (truth !== undefined) return truth ? run.execute(body, scope) : others(run, rest, scope);
  if (value.type === "training" && run.trace) return inTraining(run, value.negated, body, rest, scope);
  return both(run, condition, isTrainingOnly(value), body, rest, scope);
}

/** The arms after one; thousands of them are not followed to the end. */
const others = (run: Run, rest: readonly Arm[], scope: Scope): Outcome =>
  run.deeper(() => arms(run, rest, scope), undefined);

/**
 * `if self.training:` runs in training, as do the other arms of `if not self.training:`: what stands there drops in
 * training only. So does all that follows where evaluation returns before it.
 */
function inTraining(run: Run, negated: boolean, body: SyntaxNode, rest: readonly Arm[], scope: Scope): Outcome {
  const trace = run.trace!;
  const outcome = trace.inTraining(() => (negated ? others(run, rest, scope) : run.execute(body, scope)));
  if (negated && body.getChild("ReturnStatement")) trace.trainingOnly = true;
  return outcome;
}

/** Follows one of two ways, of which it is not known whether it is taken; a forward pass with a step in it isn't a chain. */
function inDoubt(run: Run, condition: SyntaxNode, work: () => Outcome): Outcome {
  const { trace } = run;
  const steps = trace?.steps.length ?? 0;
  const on = run.textOf(condition).slice(0, MOST_SHOWN);
  run.doubts.push({ code: "existence_depends", on });
  // That evaluation returns in it says nothing of what follows.
  const outcome = trace ? trace.keepingMode(work) : work();
  run.doubts.pop();
  const returns = outcome?.type === "return" && !isPlain(outcome.value);
  if (trace && outcome?.type !== "raise" && (trace.steps.length > steps || returns)) {
    trace.break(condition, { code: "steps_depend", on }, steps);
  }
  return outcome;
}

/** Follows both ways: first that of the condition, then the other one, from the same names. */
function both(
  run: Run,
  condition: SyntaxNode,
  trainingOnly: boolean,
  body: SyntaxNode,
  rest: readonly Arm[],
  scope: Scope,
): Outcome {
  const before = snapshotOf(run, scope);
  const follow = (): Outcome => run.execute(body, scope);
  const first = inDoubt(run, condition, () => (trainingOnly && run.trace ? run.trace.inTraining(follow) : follow()));
  const after = snapshotOf(run, scope);
  scope.restore(before);
  if (first?.type === "raise") return others(run, rest, scope);
  const second = inDoubt(run, condition, () => others(run, rest, scope));
  if (second?.type === "raise") scope.restore(after);
  else if (!first) merge(run, scope, after, condition);
  const isBoth = first?.type === "return" && second?.type === "return";
  return isBoth || second?.type === "raise" ? first : undefined;
}

/** A return that ends a forward pass with a value of its own. */
const isPlain = (value: Value): boolean => value.type === "known" || value.type === "unknown";

/** What is worth more than to be not known: layers, and values of a model. */
const MATTERS: ReadonlySet<Value["type"]> = new Set(["tensor", "node", "module"]);

/** Names that both ways agree on keep their value; others are not known, but layers and values of a model stay. */
function merge(run: Run, scope: Scope, after: ReadonlyMap<string, Value>, condition: SyntaxNode): void {
  const now = snapshotOf(run, scope);
  for (const [name, value] of after) {
    const other = now.get(name);
    if (isSame(value, other)) continue;
    const on = run.textOf(condition).slice(0, MOST_SHOWN);
    const doubt = unknown({ code: "value_depends", name, on });
    if (MATTERS.has(value.type)) scope.set(name, value);
    else if (!other || !MATTERS.has(other.type)) scope.set(name, doubt);
  }
}
