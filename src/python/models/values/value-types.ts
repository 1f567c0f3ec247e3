import type { SyntaxNode } from "@lezer/common";
import type { FrameworkName, Reason, SourceLayer, SourceSpan } from "../../../formats/index";
import type { Value as Plain } from "../../syntax/arithmetic";
import type { Names } from "./scope";

/** The names of a module, class or function of a source. */
export type Scope = Names<Value>;

/** A number, string, truth value or None; `origin` is where it is written, unless it was calculated. */
export interface Known {
  readonly type: "known";
  readonly value: Plain;
  readonly origin?: SourceSpan;
  /** What it is in training; in evaluation it is something else. */
  readonly trainingOnly?: true;
}

/** What the source does not say, and why. */
export interface Unknown {
  readonly type: "unknown";
  readonly why: Reason;
  /** Of a condition: it is false in evaluation. Of a rate: it is another in evaluation. */
  readonly trainingOnly?: true;
}

/** A list or tuple; `open` says why it may hold more, or fewer, than its items. */
export interface List {
  readonly type: "list";
  readonly tuple: boolean;
  items: Value[];
  open?: Reason;
}

/** A dictionary; `open` says why an entry may be another, or not be there. */
export interface Dictionary {
  readonly type: "dictionary";
  readonly entries: Map<string, Value>;
  open?: Reason;
}

/** A name of another file by its full path, aliases resolved: torch.nn.Linear. */
export interface External {
  readonly type: "external";
  readonly path: string;
}

/** A parameter of a function of this file. */
export interface Parameter {
  readonly name: string;
  readonly star: "" | "*" | "**";
  readonly keywordOnly: boolean;
  /** Evaluated where the function is defined. */
  readonly standard?: Value;
  readonly annotation?: SyntaxNode;
}

/** A function of this file: its parameters, and its body or, of a lambda, the expression. */
export interface Callable {
  readonly type: "function";
  readonly name: string;
  readonly node: SyntaxNode;
  readonly parameters: readonly Parameter[];
  readonly body: SyntaxNode;
  readonly scope: Scope;
  /** The class that defines it, which `super()` starts from. */
  readonly owner?: Class;
  /** "property", "staticmethod" and their likes. */
  readonly decorators: readonly string[];
}

/** A class of this file. */
export interface Class {
  readonly type: "class";
  readonly name: string;
  readonly node: SyntaxNode;
  readonly bases: readonly Value[];
  readonly scope: Scope;
  readonly decorators: readonly string[];
  /** The fields that are annotated, which a dataclass takes as arguments. */
  readonly fields: readonly string[];
}

/** An object of a class of this file that isn't a module. */
export interface Instance {
  readonly type: "instance";
  readonly class?: Class;
  readonly attributes: Map<string, Value>;
  /** Why an attribute that is not there may be. */
  readonly open?: Reason;
  /** An argparse.ArgumentParser; its attributes are the defaults of its arguments. */
  readonly commandLine?: true;
}

/** What a layer is, without its place in a model. */
export type Facts = Omit<SourceLayer, "name" | "call">;

/** A layer, or what holds layers: a container of the framework, or an object of a class of this file. */
export interface Module {
  readonly type: "module";
  readonly form: "layer" | "sequential" | "list" | "dictionary" | "object";
  readonly framework: FrameworkName;
  readonly node: SyntaxNode;
  /** By attribute or index, in the order in which they came in; a name may hold dots. */
  children: Map<string, Module>;
  /** Of a layer. */
  readonly facts?: Facts;
  /** Of a layer that another file defines. */
  readonly foreign?: true;
  /** Of an object: all its attributes. */
  readonly attributes: Map<string, Value>;
  readonly class?: Class;
  /** Of an object whose class extends a layer or a container of the framework: what that is. */
  base?: Module;
  /** Why it may not be there. */
  maybe?: Reason;
  /** Why it may hold more, or fewer, than its children. */
  open?: Reason;
  /** Whether another module holds it, so that it isn't a model of its own. */
  owned: boolean;
  /** What Keras calls it. */
  readonly title?: string;
  /** What the argument `activation` of a Keras layer does after it. */
  readonly then?: Facts;
  /** What enters, where a Keras layer or an Input says it. */
  enters?: Enters;
  /** The ends of a model of Keras's functional API. */
  readonly graph?: { readonly inputs: readonly Node[]; readonly outputs: readonly Node[] };
}

/** What runs through a model: the value that a step gave; -1 is the input, others below are further inputs. */
export interface Tensor {
  readonly type: "tensor";
  readonly step: number;
  /** An output of several parts, (output, hidden state). */
  readonly parts?: true;
}

/** A value of Keras's functional API: what gave it, and from what. */
export interface Node {
  readonly type: "node";
  /** In the order in which values are made. */
  readonly order: number;
  readonly name: string;
  /** Undefined for an Input. */
  readonly facts?: Facts;
  readonly call: SyntaxNode;
  readonly from: readonly Node[];
  readonly shape: Shape;
  /** Why it may not be made. */
  readonly maybe?: Reason;
}

/** Sizes of one sample, null where one is not known; undefined: not even how many there are. */
export type Shape = readonly (number | null)[] | undefined;

/** What a Keras model says of its input, and where. */
export interface Enters extends SourceSpan {
  readonly shape: Shape;
}

/** A method of a value that isn't a function of this file. */
export interface Method {
  readonly type: "method";
  readonly of: Value;
  readonly name: string;
}

/** A function of this file with its first argument. */
export interface Bound {
  readonly type: "bound";
  readonly callable: Callable;
  readonly self: Value;
}

/** `super()`: the bases of `owner`, for `self`. */
export interface Super {
  readonly type: "super";
  readonly owner: Class;
  readonly self: Value;
}

/** `functools.partial(callee, …)`. */
export interface Partial {
  readonly type: "partial";
  readonly callee: Value;
  readonly passed: Arguments;
}

/** `self.training`, or its negation. */
export interface Training {
  readonly type: "training";
  readonly negated: boolean;
}

/** What an expression may stand for. */
export type Value =
  | Known
  | Unknown
  | List
  | Dictionary
  | External
  | Callable
  | Class
  | Instance
  | Module
  | Tensor
  | Node
  | Method
  | Bound
  | Super
  | Partial
  | Training;

/** The arguments of a call, evaluated; `open` says why there may be more of them. */
export interface Arguments {
  readonly positional: readonly Passed[];
  readonly named: ReadonlyMap<string, Passed>;
  readonly open?: Reason;
}

/** One argument: its value, and the expression that it was written as in the call. */
export interface Passed {
  readonly value: Value;
  readonly node: SyntaxNode;
}
