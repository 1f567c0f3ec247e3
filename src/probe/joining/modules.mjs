// Takes the modules of a Python package apart, and checks that they can be one file.
import { posix } from "node:path";
import { parser } from "@lezer/python";

/** The module whose docstring and exports are the joined file's own. */
export const ENTRY = "__init__.py";
export const FUTURE = "from __future__ import annotations";

function* children(node) {
  for (let child = node.firstChild; child; child = child.nextSibling) yield child;
}

/** What can come after the imports: statements whose names are known, and comments. */
const PLAIN = /^(Assign|Decorated|Expression)Statement$|^(Class|Function)Definition$|^Comment$/;

/** The names that a statement at the top of a module defines. */
function definedBy(statement, text) {
  const node = statement.name === "DecoratedStatement" ? statement.lastChild : statement;
  const textOf = ({ from, to }) => text.slice(from, to);
  if (node.name === "FunctionDefinition" || node.name === "ClassDefinition")
    return [textOf(node.getChild("VariableName"))];
  if (node.name !== "AssignStatement") return [];
  const last = node.getChildren("AssignOp").at(-1)?.from ?? node.to;
  return node
    .getChildren("VariableName")
    .filter(({ from }) => from < last)
    .map(textOf);
}

/** One import statement: its module, a path of this package where it is relative, and the names that it brings. */
function parseImport(statement, path, place) {
  const [, dots, from, list] = /^(?:from (\.*)(\w[\w.]*|) )?import \(?([^)]*)\)?$/.exec(statement) ?? [];
  if (list === undefined) throw new Error(`${place}: the joiner can't read this import`);
  const names = list
    .replace(/#.*$/gm, "")
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  if (!dots) return { place, module: from ?? "", names, own: false };
  if (from === "" || names.some((name) => name === "*" || name.includes(" as ")))
    throw new Error(`${place}: import names from a module, under their own names: one file has no others`);
  const folder = posix.join(posix.dirname(path), ...Array(dots.length - 1).fill(".."));
  return { place, module: `${posix.join(folder, from.replaceAll(".", "/"))}.py`, names, own: true };
}

/** A module taken apart: its docstring, its imports, what it defines and where, and the text after the imports. */
function parseModule(path, text) {
  const [first, ...rest] = children(parser.parse(text).topNode);
  if (first?.firstChild?.name !== "String") throw new Error(`${path}: a module begins with a docstring`);
  const textOf = ({ from, to }) => text.slice(from, to);
  const placeOf = ({ from }) => `${path}:${text.slice(0, from).split("\n").length}`;
  const imports = rest.filter(({ name }) => name === "ImportStatement");
  const end = imports.at(-1)?.to ?? first.to;
  const lost = rest.find(({ name, from }) => name !== "ImportStatement" && from < end);
  if (lost) throw new Error(`${placeOf(lost)}: only imports can come between the docstring and the last import`);
  const after = rest.filter(({ from }) => from > end);
  const other = after.find(({ name }) => !PLAIN.test(name));
  if (other) throw new Error(`${placeOf(other)}: the joiner can't tell which names this defines`);
  return {
    path,
    doc: textOf(first).replace(/^"""|"""$/g, ""),
    imports: imports
      .filter((node) => textOf(node) !== FUTURE)
      .map((node) => parseImport(textOf(node), path, placeOf(node))),
    defined: after.flatMap((node) => definedBy(node, text).map((name) => ({ name, place: placeOf(node) }))),
    body: text.slice(end).trim(),
  };
}

/** Throws where an import brings what its module doesn't define. */
function checkImports(modules) {
  for (const { place, module, names } of [...modules.values()].flatMap(({ imports }) => imports.filter((i) => i.own))) {
    const source = modules.get(module);
    if (source === undefined) throw new Error(`${place}: there is no ${module}`);
    const missing = names.find((name) => source.defined.every((one) => one.name !== name));
    if (missing) throw new Error(`${place}: ${module} doesn't define ${missing}`);
  }
}

/** The names that a module has at its top, each with what it means and where that is written. */
function* meaningsIn({ imports, defined }) {
  for (const { place, module, names, own } of imports) {
    for (const each of own ? [] : names) {
      const [name, alias] = each.split(" as ");
      const [bound] = (alias ?? name).split(".");
      yield { name: bound, meaning: `${module}:${alias || module ? name : bound}`, place };
    }
  }
  for (const { name, place } of defined) yield { name, meaning: place, place };
}

/** Throws where one name would mean two things in one file. */
function checkNames(modules) {
  const known = new Map();
  for (const each of [...modules.values()].flatMap((module) => [...meaningsIn(module)])) {
    const { name, meaning, place } = known.get(each.name) ?? each;
    if (meaning !== each.meaning)
      throw new Error(`${name} means one thing at ${place} and another at ${each.place}: one file can't hold both`);
    known.set(name, { name, meaning, place });
  }
}

/** The modules of a package, given as their text by their path. @throws an Error with the places that don't go together. */
export function parseModules(texts) {
  const modules = new Map([...texts].map(([path, text]) => [path, parseModule(path, text)]));
  checkImports(modules);
  checkNames(modules);
  return modules;
}
