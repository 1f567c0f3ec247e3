import type { SyntaxNode } from "@lezer/common";
import type { FrameworkName, Reason } from "../../../formats/index";
import type { Argument, Source } from "../../syntax/tree";
import type { Trace } from "./trace";
import type { Arguments, Callable, Class, Facts, Module, Scope, Tensor, Unknown, Value } from "./value-types";

export type { Arguments, Passed } from "./value-types";

/** How a body of statements ended; undefined: it ran to its end. */
export type Outcome =
  | { readonly type: "return"; readonly value: Value }
  | { readonly type: "raise" }
  | { readonly type: "break" }
  | { readonly type: "continue" }
  | undefined;

/** A call in the source: what it passes, and where it stands. */
export interface Call {
  readonly run: Run;
  readonly passed: Arguments;
  readonly node: SyntaxNode;
}

/** What is particular about a framework: all else of the reading is the same for each. */
export interface Framework {
  readonly name: FrameworkName;
  /** What a text that uses it names. */
  readonly mention: RegExp;
  /** The method that a module's class defines, and calling the module runs. */
  readonly forward: string;
  /** What a text that doesn't import it calls a layer or container of it by; undefined where it has none of this name. */
  pathOf(name: string): string | undefined;
  /** Whether the classes that extend one of another file are its modules. */
  isBase(path: string): boolean;
  /** Whether a class of this file may be a module of it, though no base says so. */
  mayBeModule(cls: Class): boolean;
  /** The call of a name of its own, by its full path; undefined where that makes nothing of a model. */
  make(call: Call, path: string): Value | undefined;
  /** A layer that another package defines for it; undefined where it knows of none. */
  makeForeign(call: Call, path: string): Module | undefined;
  /** The call of a function on values of the forward pass that is followed; undefined where it has no such function. */
  apply(call: Call, path: string): Value | undefined;
  /** The call of a method of a value of a forward pass; undefined where its values have none. */
  applyMethod(call: Call, tensor: Tensor, name: string): Value | undefined;
  /** The call of a method that its modules alone have; undefined for any other. */
  callMethod(call: Call, module: Module, name: string): Value | undefined;
  /** What a call of a module passes to its forward. */
  toForward(forward: Callable, passed: Arguments): Arguments;
  /** What a call of a container passes to each of its layers, beside the value. */
  toLayers(passed: Arguments): Arguments["named"];
  /**
   * What a layer is where it is called.
   *
   * @param isHeld Whether eval() of the model reaches it.
   */
  asCalled(facts: Facts, passed: Arguments, isHeld: boolean): Facts;
  /** Whether layers of a kind give an output and a state rather than a value alone. */
  givesParts(kind: string): boolean;
}

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
  /** How many layers of each class were named by their framework, and how many values there are. */
  readonly counts: Map<string, number>;
  /** All that are known, the one first to which a name belongs that nothing explains. */
  readonly frameworks: readonly Framework[];
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
