import type { SyntaxNode } from "@lezer/common";
import type { ReadingStop, SourceModel } from "../../formats/index";
import { textOf, type Source } from "../syntax/tree";
import { bareModule, constructBase } from "./call/instantiate";
import { frameworksFor } from "./frameworks";
import { Interpreter } from "./interpreter";
import { modelOf } from "./listing/model";
import { frameworkOfClass } from "./modules/frameworks";
import { Budget } from "./values/budget";
import { isTooDeep, methodOf } from "./values/classes";
import { Lines } from "./values/lines";
import type { Passed } from "./values/run";
import { Names } from "./values/scope";
import { isSame, unknown, type Callable, type Class, type Module, type Parameter, type Value } from "./values/values";

/** What a function or class that makes a model cannot do without. */
const MAKES_MODELS = /\b(?:Sequential|Model|Functional)\b/;

/** What later stages of the reading keep of the budget, after each: the listing of what is found has a share of its own. */
const SPARE = { statements: 0.6, functions: 0.5, plainClasses: 0.4, classes: 0.25, listing: 0 } as const;

/** What a part may take for each of its characters, however much those before it took: a plain class takes less. */
const LEAST_FOR_CHARACTER = 2;

/** Finds the models of one source: follows all of it first, then each class of its own. */
class Finder {
  /** Why something was not followed to its end, the first time. */
  stopped: ReadingStop | undefined;
  private readonly budget: Budget;
  private readonly lines: Lines;
  private readonly run: Interpreter;
  private readonly scope = new Names<Value>();
  private readonly classes: [Class, Module][] = [];

  constructor(private readonly source: Source) {
    this.budget = new Budget(source.text.length);
    this.lines = new Lines(source.text);
    this.run = new Interpreter(source, frameworksFor(source.text), this.budget, this.lines);
  }

  /** The units of work that were done. */
  get spent(): number {
    return this.budget.spent;
  }

  models(): SourceModel[] {
    this.budget.stage(SPARE.statements);
    for (let node = this.source.tree.topNode.firstChild; node; node = node.nextSibling) this.statement(node);
    this.budget.stage(SPARE.functions);
    for (const one of [...this.run.defined]) if (one.type === "function") this.part(one.node, () => this.function(one));
    this.budget.stage(SPARE.plainClasses);
    for (const one of [...this.run.defined]) if (one.type === "class") this.plainClass(one);
    this.budget.stage(SPARE.classes);
    // What is defined last is made of what is defined before: so its arguments are known first.
    for (const one of [...this.run.defined].reverse()) {
      if (one.type === "class") this.part(one.node, () => this.moduleClass(one));
    }
    this.budget.stage(SPARE.listing);
    const listed = [...this.classes.map(([cls, module]) => this.list(module, cls.name)), ...this.loose()];
    return listed.filter(({ layers }) => layers.length > 0).sort((a, b) => a.from - b.from);
  }

  private statement(node: SyntaxNode): void {
    this.part(node, () => this.run.statement(node, this.scope));
  }

  /** Does what belongs to one node; what is too much is left where it is. */
  private part<T>({ from, to }: SyntaxNode, work: () => T): T | undefined {
    const result = this.budget.within(work, undefined, LEAST_FOR_CHARACTER * (to - from));
    const { ending } = this.budget;
    if (ending !== undefined) this.stopped ??= { code: ending, line: this.lines.at(from) };
    this.run.doubts.length = 0;
    return result;
  }

  private isWorthwhile = (node: SyntaxNode): boolean => MAKES_MODELS.test(this.run.textOf(node));

  /** A function that nobody called makes its models with the defaults of its parameters. */
  private function(callable: Callable, self?: Value): void {
    if (this.run.calls.has(callable) || !this.isWorthwhile(callable.node)) return;
    const positional = self ? [{ value: self, node: callable.node }] : [];
    this.run.counts.clear();
    this.run.call(callable, { positional, named: new Map() }, callable.node);
  }

  private plainClass(cls: Class): void {
    const none = { positional: [], named: new Map() };
    const make = (): Value | undefined =>
      frameworkOfClass(this.run, cls) || !this.isWorthwhile(cls.node) ? undefined : this.run.call(cls, none, cls.node);
    const object = this.part(cls.node, make);
    if (!object) return;
    for (const method of cls.scope.snapshot().values()) {
      if (method.type === "function") this.part(method.node, () => this.function(method, object));
    }
  }

  private moduleClass(cls: Class): void {
    if (isTooDeep(cls)) this.budget.ending = "too_deep";
    const framework = frameworkOfClass(this.run, cls);
    if (!framework) return;
    const made = this.run.calls.get(cls) ?? [];
    const module = bareModule(this.run, cls, framework.name, cls.node);
    this.classes.push([cls, module]);
    module.owned = true;
    const init = methodOf(cls, "__init__");
    if (init) {
      const named = new Map(init.parameters.slice(1).flatMap((one) => agreed(one, made, cls.node)));
      this.run.call({ type: "bound", callable: init, self: module }, { positional: [], named }, cls.node);
    } else constructBase({ run: this.run, passed: { positional: [], named: new Map() }, node: cls.node }, module);
  }

  /** Containers that no module holds: models of their own, each where it is written. */
  private loose(): SourceModel[] {
    const places = new Set<number>();
    return this.run.made.flatMap((module) => {
      if (module.owned || module.class || places.has(module.node.from)) return [];
      places.add(module.node.from);
      return [this.list(module, this.run.titles.get(module) ?? this.enclosing(module.node))];
    });
  }

  private list(module: Module, name: string): SourceModel {
    return modelOf(this.run, module, name, (work) => this.part(module.node, work));
  }

  /** The function that makes it, else what it is. */
  private enclosing(node: SyntaxNode): string {
    for (let at = node.parent; at; at = at.parent) {
      const name = at.name === "FunctionDefinition" ? at.getChild("VariableName") : null;
      if (name) return textOf(this.source, name);
    }
    return "Sequential";
  }
}

/** The value of a parameter on which all calls agree; its default, or not known, has no entry. */
function agreed(
  { name, star, standard }: Parameter,
  calls: readonly ReadonlyMap<string, Value>[],
  node: SyntaxNode,
): [string, Passed][] {
  if (star !== "") return [];
  const [first, ...rest] = calls.map((call) => call.get(name) ?? unknown({ code: "not_known", text: name }));
  if (!first || first.type === "unknown" || !rest.every((value) => isSame(first, value))) return [];
  return first === standard ? [] : [[name, { value: first, node }]];
}

/** What a source says, and how far it was followed. */
export interface Findings {
  /** In the order in which they stand in it. */
  readonly models: SourceModel[];
  /** Why not everything was followed to its end. */
  readonly stopped: ReadingStop | undefined;
  /** The units of work that were done. */
  readonly spent: number;
}

/** Finds the models of a parsed source. */
export function findModels(source: Source): Findings {
  const finder = new Finder(source);
  const models = finder.models();
  return { models, stopped: finder.stopped, spent: finder.spent };
}
