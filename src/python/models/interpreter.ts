import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../formats/index";
import { childrenOf, itemsOf, textOf, type Argument, type Source } from "../syntax/tree";
import { callValue } from "./call/call";
import { memberOf } from "./expression/attribute";
import { evaluate } from "./expression/evaluate";
import { assign } from "./statement/assign";
import { execute, statement } from "./statement/execute";
import { COSTS, type Budget } from "./values/budget";
import type { Lines } from "./values/lines";
import type { Arguments, Framework, Outcome, Run } from "./values/run";
import type { Trace } from "./values/trace";
import { unknown, type Callable, type Class, type Module, type Unknown, type Value, type Scope } from "./values/values";

const LONGEST_EXCERPT = 40;
/** A list of fewer characters is read at no cost but that of its items. */
const LONG_LIST = 4_096;
/** Deeper than models that are made of themselves go. */
const DEEPEST_RECURSION = 8;

/** Follows a Python source as far as it makes layers: it calculates what is written, and executes nothing. */
export class Interpreter implements Run {
  trace: Trace | undefined;
  readonly doubts: Reason[] = [];
  readonly made: Module[] = [];
  readonly calls = new Map<Class | Callable, ReadonlyMap<string, Value>[]>();
  readonly defined: (Class | Callable)[] = [];
  readonly counts = new Map<string, number>();
  readonly titles = new Map<Module, string>();

  private readonly active = new Map<Callable, number>();

  constructor(
    readonly source: Source,
    readonly frameworks: readonly Framework[],
    private readonly budget: Budget,
    private readonly lines: Lines,
  ) {}

  evaluate(node: SyntaxNode | undefined, scope: Scope): Value {
    this.budget.spend();
    if (!node) return unknown({ code: "expression_missing" });
    return this.budget.deeper(
      () => evaluate(this, node, scope),
      () => this.notKnown(node),
    );
  }

  statement(node: SyntaxNode, scope: Scope): Outcome {
    this.budget.spend();
    return this.budget.deeper(
      () => statement(this, node, scope),
      () => undefined,
    );
  }

  execute(body: SyntaxNode, scope: Scope): Outcome {
    return execute(this, body, scope);
  }

  call(callee: Value, passed: Arguments, node: SyntaxNode): Value {
    this.budget.spend(1 + (passed.positional.length >> 1) + passed.named.size);
    return this.budget.deeper(
      () => callValue({ run: this, passed, node }, callee),
      () => this.notKnown(node),
    );
  }

  guarded(callable: Callable, work: () => Value, node: SyntaxNode): Value {
    const inside = this.active.get(callable) ?? 0;
    if (inside >= DEEPEST_RECURSION) return this.notKnown(node);
    this.active.set(callable, inside + 1);
    try {
      return work();
    } finally {
      this.active.set(callable, inside);
    }
  }

  spend(units: number): void {
    this.budget.spend(units);
  }

  deeper<T>(work: () => T, otherwise: T): T {
    return this.budget.deeper(work, () => otherwise);
  }

  member(value: Value, name: string, node: SyntaxNode): Value {
    return memberOf(this, value, name, node);
  }

  assign(target: SyntaxNode, value: Value, scope: Scope): void {
    this.budget.spend();
    this.deeper(() => assign(this, target, value, scope), undefined);
  }

  textOf(node: SyntaxNode): string {
    this.budget.spend((node.to - node.from) >> 6);
    return textOf(this.source, node);
  }

  childrenOf(node: SyntaxNode): SyntaxNode[] {
    const children = childrenOf(node);
    this.budget.spend(children.length >> 2);
    return children;
  }

  itemsOf(node: SyntaxNode): Argument[] {
    // A long list may be comments alone, of which nothing is left.
    const length = node.to - node.from;
    if (length > LONG_LIST) this.budget.spend(length >> 3);
    return itemsOf(this.source, node);
  }

  lineOf(node: SyntaxNode): number {
    return this.lines.at(node.from);
  }

  notKnown(node: SyntaxNode): Unknown {
    this.budget.spend(COSTS.reason);
    const text = this.source.text.slice(node.from, Math.min(node.to, node.from + LONGEST_EXCERPT));
    const shown = text.replace(/\s+/g, " ") + (node.to - node.from > LONGEST_EXCERPT ? "…" : "");
    return unknown({ code: "not_known", text: shown });
  }
}
