import type { SyntaxNode } from "@lezer/common";
import { isIdentity } from "../../../formats/index";
import type { Run } from "../values/run";
import { inTraining, isNone, truthOf, type Module, type Value, type Scope } from "../values/values";

/** The longest condition that a reason repeats. */
const MOST_SHOWN = 60;

/** Layers that do nothing where their rate is 0. */
const DROPS = /dropout|^drop_path$|^stochastic_depth$/;

/** `a if condition else b`. */
export function conditional(run: Run, node: SyntaxNode, scope: Scope): Value {
  const [first, , condition, , second] = run.childrenOf(node).filter(({ name }) => name !== "Comment");
  const test = run.evaluate(condition, scope);
  const truth = truthOf(test);
  if (truth !== undefined) return run.evaluate(truth ? first : second, scope);
  if (test.type === "training") {
    const [taken, other] = test.negated ? [second, first] : [first, second];
    return byMode(run, taken, other, scope);
  }
  const [a, b] = [run.evaluate(first, scope), run.evaluate(second, scope)];
  if (a.type === "known" && b.type === "known" && a.value === b.value) return a;
  if (!condition) return run.notKnown(node);
  return layerOf(run, a, b, condition) ?? layerOf(run, b, a, condition) ?? run.notKnown(condition);
}

/** `taken if self.training else other`: `p if self.training else 0` is p where it drops at all. */
function byMode(run: Run, taken: SyntaxNode | undefined, other: SyntaxNode | undefined, scope: Scope): Value {
  const evaluate = (): Value => run.evaluate(taken, scope);
  const value = run.trace ? run.trace.inTraining(evaluate) : evaluate();
  const inEvaluation = (): Value => run.evaluate(other, scope);
  const second = run.trace ? run.trace.aside(inEvaluation) : inEvaluation();
  return truthOf(second) === false ? inTraining(value) : value;
}

const isNothing = (value: Value): boolean =>
  isNone(value) || (value.type === "module" && value.facts !== undefined && isIdentity(value.facts));

/**
 * A layer that is made here or nothing is, `nn.Dropout(p) if p > 0 else nn.Identity()`: it is listed, and whether it is
 * there depends on the condition, unless that asks for its own rate: a dropout of 0 is nothing, too.
 */
function layerOf(run: Run, layer: Value, other: Value, condition: SyntaxNode): Module | undefined {
  const around = condition.parent;
  if (layer.type !== "module" || isNothing(layer) || !isNothing(other) || !around) return undefined;
  if (layer.node.from < around.from || layer.node.to > around.to) return undefined;
  const asked = run.textOf(condition);
  if (!asksForRate(layer, asked)) {
    layer.maybe ??= { code: "existence_depends", on: asked.slice(0, MOST_SHOWN) };
  }
  return layer;
}

/** Whether a condition is that the rate of a dropout is not 0: `p`, `p > 0`, `p != 0.0`. */
function asksForRate({ facts }: Module, condition: string): boolean {
  const rate = facts && DROPS.test(facts.kind) ? facts.rate?.text : undefined;
  if (rate === undefined || !condition.startsWith(rate)) return false;
  return /^\s*(?:(?:>|!=)\s*0?\.?0*)?$/.test(condition.slice(rate.length));
}
