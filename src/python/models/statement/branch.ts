import type { SyntaxNode } from "@lezer/common";
import { childrenOf } from "../../syntax/tree";
import type { Outcome, Run } from "../run";
import type { Scope } from "../scope";
import { isSame, truthOf, unknown, type Value } from "../values";

/** One arm of an if statement: its condition, undefined for else, and its body. */
interface Arm {
  readonly condition: SyntaxNode | undefined;
  readonly body: SyntaxNode;
}

function armsOf(node: SyntaxNode): Arm[] {
  const parts = childrenOf(node).filter(({ name }) => name !== "Comment");
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
  return arms(run, armsOf(node), scope);
}

function arms(run: Run, [arm, ...rest]: readonly Arm[], scope: Scope): Outcome {
  if (!arm) return undefined;
  const { condition, body } = arm;
  if (!condition || isMain(run, condition)) return run.execute(body, scope);
  const value = run.evaluate(condition, scope);
  const truth = truthOf(value);
  if (truth !== undefined) return truth ? run.execute(body, scope) : arms(run, rest, scope);
  if (value.type === "training" && run.trace) return inTraining(run, value.negated, body, rest, scope);
  return both(run, condition, body, rest, scope);
}

/** `if self.training:` runs in training; what stands in it drops in training only. */
function inTraining(run: Run, negated: boolean, body: SyntaxNode, rest: readonly Arm[], scope: Scope): Outcome {
  if (negated) return arms(run, rest, scope);
  const trace = run.trace!;
  const before = trace.trainingOnly;
  trace.trainingOnly = true;
  try {
    return run.execute(body, scope);
  } finally {
    trace.trainingOnly = before;
  }
}

const doubtOf = (run: Run, condition: SyntaxNode): string =>
  `whether this is made depends on ${run.textOf(condition).slice(0, 60)}, which is not known from this file`;

/** Follows both ways: first that of the condition, then the other one, from the same names. */
function both(run: Run, condition: SyntaxNode, body: SyntaxNode, rest: readonly Arm[], scope: Scope): Outcome {
  const { trace } = run;
  const before = scope.snapshot();
  const steps = trace?.steps.length ?? 0;
  run.doubts.push(doubtOf(run, condition));
  try {
    const first = run.execute(body, scope);
    if (first?.type === "raise") {
      scope.restore(before);
      return arms(run, rest, scope);
    }
    const after = scope.snapshot();
    const isReturn = first?.type === "return" && !isPlain(first.value);
    if (trace && (trace.steps.length > steps || isReturn)) {
      trace.break(condition, `what runs depends on ${run.textOf(condition).slice(0, 60)}`);
    }
    if (trace && trace.steps.length > steps && rest.length === 0) return undefined;
    scope.restore(before);
    const second = arms(run, rest, scope);
    if (trace && second?.type !== "raise" && trace.steps.length > steps) {
      trace.break(condition, `what runs depends on ${run.textOf(condition).slice(0, 60)}`);
    }
    if (second?.type === "raise") scope.restore(after);
    else if (!first) merge(run, scope, after, condition);
    return first?.type === "return" && second?.type === "return" ? first : second?.type === "raise" ? first : undefined;
  } finally {
    run.doubts.pop();
  }
}

/** A return that ends a forward pass with a value of its own. */
const isPlain = (value: Value): boolean => value.type === "known" || value.type === "unknown";

/** Names that both ways agree on keep their value; others are not known, but layers and lists of them stay. */
function merge(run: Run, scope: Scope, after: ReadonlyMap<string, Value>, condition: SyntaxNode): void {
  const now = scope.snapshot();
  for (const [name, value] of after) {
    const other = now.get(name);
    if (isSame(value, other)) continue;
    const doubt = unknown(run.doubts.at(-1) ?? run.notKnown(condition).why);
    if (value.type === "tensor" || value.type === "module") scope.set(name, value);
    else if (other?.type !== "tensor" && other?.type !== "module") scope.set(name, doubt);
  }
}
