import type { SyntaxNode } from "@lezer/common";
import { CONSTANTS } from "../../syntax/arithmetic";
import { tensorAttribute } from "../modules/tensor";
import { definedIn, depthOf, outerBases } from "../values/classes";
import { containerOf } from "../values/items";
import type { Run } from "../values/run";
import { known, type Class, type External, type Instance, type Module, type Super, type Value } from "../values/values";

/** Methods of modules that the reading knows; any other name is an attribute that the file does not set. */
const MODULE_METHODS =
  /^(?:append|extend|insert|pop|add|add_module|register_module|update|children|named_children|values|items|keys|forward|__call__|call|to|cuda|cpu|float|double|half|bfloat16|eval|train|apply|compile|requires_grad_|share_memory|type)$/;

/** What layers keep of their arguments: `self.fc.in_features`. */
const KEPT: Readonly<Record<string, string>> = { in_features: "inputs", out_features: "units" };

/** A method of a class, for an object; a property is its value. */
function ofClass(run: Run, cls: Class, name: string, self: Value, node: SyntaxNode, after?: Class): Value | undefined {
  run.spend(depthOf(cls) >> 2);
  const value = definedIn(cls, name, after);
  if (value?.type !== "function") return value;
  const is = (decorator: string): boolean => value.decorators.includes(decorator);
  if (is("staticmethod")) return value;
  const bound: Value = { type: "bound", callable: value, self: is("classmethod") ? cls : self };
  const isProperty = is("property") || is("cached_property") || is("functools.cached_property");
  return isProperty ? run.call(bound, { positional: [], named: new Map() }, node) : bound;
}

function ofModule(run: Run, module: Module, name: string, node: SyntaxNode): Value {
  const own = module.attributes.get(name) ?? (module.class && ofClass(run, module.class, name, module, node));
  if (own) return own;
  if (name === "training") return { type: "training", negated: false };
  const kept = module.facts?.parameters[KEPT[name] ?? name];
  if (kept !== undefined && kept !== null) return known(kept);
  const child = containerOf(module).children.get(name);
  return child ?? (MODULE_METHODS.test(name) ? { type: "method", of: module, name } : run.notKnown(node));
}

function ofInstance(run: Run, instance: Instance, name: string, node: SyntaxNode): Value {
  const own = instance.attributes.get(name);
  if (instance.commandLine && !own) return { type: "method", of: instance, name };
  return own ?? (instance.class && ofClass(run, instance.class, name, instance, node)) ?? run.notKnown(node);
}

/** `super().name`: of the bases of the class that the method belongs to, seen from the object. */
function ofSuper(run: Run, value: Super, name: string, node: SyntaxNode): Value {
  const { owner, self } = value;
  const cls = (self.type === "module" || self.type === "instance") && self.class ? self.class : owner;
  const found = ofClass(run, cls, name, self, node, owner);
  return found ?? { type: "method", of: value, name };
}

/** Longer paths lead nowhere. */
const LONGEST_PATH = 1_000;

/** A name below one of another file. */
const outerName = (path: string, name: string): External | undefined =>
  path.length + name.length < LONGEST_PATH ? { type: "external", path: `${path}.${name}` } : undefined;

/** `value.name`. */
export function memberOf(run: Run, value: Value, name: string, node: SyntaxNode): Value {
  switch (value.type) {
    case "external": {
      const constant = /^(?:math|numpy|torch)$/.test(value.path) ? CONSTANTS[name] : undefined;
      return constant !== undefined && Number.isFinite(constant)
        ? known(constant)
        : (outerName(value.path, name) ?? run.notKnown(node));
    }
    case "module":
      return ofModule(run, value, name, node);
    case "instance":
      return ofInstance(run, value, name, node);
    case "class":
      return definedIn(value, name) ?? outerMember(value, name) ?? run.notKnown(node);
    case "super":
      return ofSuper(run, value, name, node);
    case "tensor":
      return tensorAttribute(run, value, name, node);
    case "list":
    case "dictionary":
      return { type: "method", of: value, name };
    case "known":
      return typeof value.value === "string" ? { type: "method", of: value, name } : run.notKnown(node);
    case "bound":
    case "function":
    case "method":
    case "node":
    case "partial":
    case "training":
    case "unknown":
      return run.notKnown(node);
  }
}

/** What a class takes from a base of another file. */
function outerMember(cls: Class, name: string): Value | undefined {
  const [path] = outerBases(cls);
  return path === undefined || name === "name" ? undefined : outerName(path, name);
}
