import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../formats/index";
import type { Argument, Source } from "../syntax/tree";
import type { Scope } from "./scope";
import type { Trace } from "./trace";
import type { Arguments, Callable, Class, Module, Unknown, Value } from "./values";

export type { Arguments, Passed } from "./values";

/** How a body of statements ended; undefined: it ran to its end. */
export type Outcome =
  | { readonly type: "return"; readonly value: Value }
  | { readonly type: "raise" }
  | { readonly type: "break" }
  | { readonly type: "continue" }
  | undefined;

/** What the parts of the reading share: each does one kind of node, and asks for all others here. */
export interface Run {
  readonly source: Source;
  /** The forward pass that is being followed, if one is. */
  trace: Trace | undefined;
  /** Why what is done now may not be done: conditions that are not known. */
  readonly doubts: Reason[];
  /** Every container and every object of a module class that was made, in order. */
  readonly made: Module[];
  /** The arguments that each class and each function of this file was called with. */
  readonly calls: Map<Class | Callable, ReadonlyMap<string, Value>[]>;
  /** What is defined in this file, in order. */
  readonly defined: (Class | Callable)[];
  /** Names of what is assigned or returned, by where it was made. */
  readonly titles: Map<Module, string>;
  /** How many layers of each class Keras has named, and how many values there are. */
  readonly counts: Map<string, number>;
  /** Whether a name that nothing explains is Keras's rather than PyTorch's. */
  readonly prefersKeras: boolean;
  evaluate(node: SyntaxNode | undefined, scope: Scope): Value;
  execute(body: SyntaxNode, scope: Scope): Outcome;
  statement(node: SyntaxNode, scope: Scope): Outcome;
  call(callee: Value, passed: Arguments, node: SyntaxNode): Value;
  /** Does the work of a function unless it is inside itself too often; then its value is not known. */
  guarded(callable: Callable, work: () => Value, node: SyntaxNode): Value;
  /** Pays for what is made next; ends the part that is read where too little is left. */
  spend(units: number): void;
  /** Does work one level deeper, or gives `otherwise` where that is too deep. */
  deeper<T>(work: () => T, otherwise: T): T;
  /** The value of `value.name`. */
  member(value: Value, name: string, node: SyntaxNode): Value;
  assign(target: SyntaxNode, value: Value, scope: Scope): void;
  textOf(node: SyntaxNode): string;
  /** The children of a node, punctuation included. */
  childrenOf(node: SyntaxNode): SyntaxNode[];
  /** What a list, a tuple or the arguments of a call hold. */
  itemsOf(node: SyntaxNode): Argument[];
  lineOf(node: SyntaxNode): number;
  notKnown(node: SyntaxNode): Unknown;
}
