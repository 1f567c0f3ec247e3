import type { Module, Value } from "./values";

const join = (prefix: string, name: string): string => (prefix === "" ? name : `${prefix}.${name}`);

/**
 * The path of every module below a root, as `named_modules` gives it: a module that is held twice keeps the first one.
 * Modules in plain lists, which PyTorch does not register, follow as `layers[0]`.
 */
export function namesBelow(root: Module): Map<Module, string> {
  const names = new Map<Module, string>();
  const visit = (module: Module, path: string): void => {
    if (names.has(module)) return;
    names.set(module, path);
    for (const [name, child] of module.base?.children ?? []) visit(child, join(path, name));
    if (module.base?.form === "layer") names.set(module.base, path);
    for (const [name, child] of module.children) visit(child, join(path, name));
    for (const [name, value] of module.attributes) visitPlain(value, join(path, name));
  };
  const visitPlain = (value: Value, path: string): void => {
    if (value.type === "list") {
      value.items.forEach((item, index) => item.type === "module" && visit(item, `${path}[${index}]`));
    } else if (value.type === "dictionary") {
      for (const [key, item] of value.entries) if (item.type === "module") visit(item, `${path}[${key}]`);
    }
  };
  visit(root, "");
  return names;
}
