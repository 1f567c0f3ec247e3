import { COSTS } from "../values/budget";
import { costOfListing } from "../values/facts";
import type { Run } from "../values/run";
import type { Value, Module } from "../values/values";

const join = (prefix: string, name: string): string => (prefix === "" ? name : `${prefix}.${name}`);

/**
 * Finds the path of every module below a root, as `named_modules` gives it: a module that is held twice keeps the first
 * one. Modules in plain lists, which PyTorch does not register, follow as `layers[0]`.
 *
 * @param names is filled as far as the budget reaches.
 */
export function namesBelow(run: Run, root: Module, names: Map<Module, string>): true {
  const visit = (module: Module, path: string): void => {
    if (names.has(module)) return;
    run.spend(COSTS.step + (path.length >> 5) + (module.facts ? costOfListing(module.facts) : 0));
    names.set(module, path);
    run.deeper(() => visitHeld(module, path), undefined);
  };
  const visitHeld = (module: Module, path: string): void => {
    const { base, children, attributes } = module;
    run.spend((children.size + attributes.size) >> 1);
    for (const [name, child] of base?.children ?? []) visit(child, join(path, name));
    if (base?.form === "layer") names.set(base, path);
    for (const [name, child] of children) visit(child, join(path, name));
    for (const [name, value] of attributes) visitPlain(value, join(path, name));
  };
  const visitPlain = (value: Value, path: string): void => {
    if (value.type === "list") {
      run.spend(value.items.length >> 2);
      value.items.forEach((item, index) => item.type === "module" && visit(item, `${path}[${index}]`));
    } else if (value.type === "dictionary") {
      run.spend(value.entries.size >> 2);
      for (const [key, item] of value.entries) if (item.type === "module") visit(item, `${path}[${key}]`);
    }
  };
  visit(root, "");
  return true;
}
