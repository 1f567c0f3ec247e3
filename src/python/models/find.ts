import type { SyntaxNode } from "@lezer/common";
import type { SourceModel } from "../../formats/index";
import { childrenOf, textOf, type Source } from "../syntax/tree";
import { Budget } from "./budget";
import { bareModule, constructBase, frameworkOf, methodOf } from "./call/instantiate";
import { Interpreter } from "./interpreter";
import { Lines } from "./lines";
import { modelOf } from "./listing";
import type { Passed } from "./run";
import { Scope } from "./scope";
import { isSame, unknown, type Callable, type Class, type Module, type Parameter, type Value } from "./values";

/** What a function or class that makes a model cannot do without. */
const MAKES_MODELS = /\b(?:Sequential|Model|Functional)\b/;

/** Finds the models of one source: follows all of it first, then each class of its own. */
class Finder {
  private readonly budget = new Budget();
  private readonly run: Interpreter;
  private readonly scope = new Scope();
  private readonly classes: [Class, Module][] = [];

  constructor(private readonly source: Source) {
    const prefersKeras = /\b(?:keras|tensorflow)\b/.test(source.text) && !/\btorch\b/.test(source.text);
    this.run = new Interpreter(source, prefersKeras, this.budget, new Lines(source.text));
  }

  models(): SourceModel[] {
    for (const node of childrenOf(this.source.tree.topNode)) this.part(() => this.run.statement(node, this.scope));
    for (const one of [...this.run.defined]) if (one.type === "function") this.function(one);
    for (const one of [...this.run.defined]) if (one.type === "class" && !frameworkOf(one)) this.plainClass(one);
    // What is defined last is made of what is defined before: so its arguments are known first.
    for (const one of [...this.run.defined].reverse()) if (one.type === "class") this.moduleClass(one);
    const listed = [...this.classes.map(([cls, module]) => this.list(module, cls.name)), ...this.loose()];
    return listed.filter(({ layers }) => layers.length > 0).sort((a, b) => a.from - b.from);
  }

  private part(work: () => unknown): void {
    this.budget.within(work);
    this.run.doubts.length = 0;
  }

  private isWorthwhile = (node: SyntaxNode): boolean => MAKES_MODELS.test(textOf(this.source, node));

  /** A function that nobody called makes its models with the defaults of its parameters. */
  private function(callable: Callable, self?: Value): void {
    if (this.run.calls.has(callable) || !this.isWorthwhile(callable.node)) return;
    const positional = self ? [{ value: self, node: callable.node }] : [];
    this.run.counts.clear();
    this.part(() => this.run.call(callable, { positional, named: new Map() }, callable.node));
  }

  private plainClass(cls: Class): void {
    if (!this.isWorthwhile(cls.node)) return;
    const none = { positional: [], named: new Map() };
    this.part(() => {
      const object = this.run.call(cls, none, cls.node);
      for (const method of cls.scope.snapshot().values()) {
        if (method.type === "function") this.function(method, object);
      }
    });
  }

  private moduleClass(cls: Class): void {
    const framework = frameworkOf(cls);
    if (!framework) return;
    this.part(() => {
      const made = this.run.calls.get(cls) ?? [];
      const module = bareModule(this.run, cls, framework, cls.node);
      this.classes.push([cls, module]);
      module.owned = true;
      const init = methodOf(cls, "__init__");
      if (init) {
        const named = new Map(init.parameters.slice(1).flatMap((one) => agreed(one, made, cls.node)));
        this.run.call({ type: "bound", callable: init, self: module }, { positional: [], named }, cls.node);
      } else constructBase(this.run, module, { positional: [], named: new Map() }, cls.node);
    });
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
    return modelOf(this.run, module, name, (work) => this.budget.within(work));
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
  const [first, ...rest] = calls.map((call) => call.get(name) ?? unknown(name));
  if (!first || first.type === "unknown" || !rest.every((value) => isSame(first, value))) return [];
  return first === standard ? [] : [[name, { value: first, node }]];
}

/** The models of a parsed source, in the order in which they stand in it. */
export const findModels = (source: Source): SourceModel[] => new Finder(source).models();
