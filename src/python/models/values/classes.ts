import type { Callable, Class, Value } from "./values";

/** More bases than any class has. */
const MOST_BASES = 50;

/** Bases of classes, which never change. */
const lineages = new WeakMap<Class, readonly Class[]>();

/** The class and its bases in this file, nearest first. */
function lineage(cls: Class): readonly Class[] {
  const before = lineages.get(cls);
  if (before) return before;
  const found = new Set<Class>();
  const waiting: Class[] = [cls];
  for (let one = waiting.pop(); one && found.size < MOST_BASES; one = waiting.pop()) {
    if (found.has(one)) continue;
    found.add(one);
    for (const base of one.bases.slice(0, MOST_BASES).reverse()) {
      if (base.type === "class" && !found.has(base)) waiting.push(base);
    }
  }
  const classes = [...found];
  lineages.set(cls, classes);
  return classes;
}

/** The class and its bases in this file, and whether more of them are not searched. */
export const basesOf = (cls: Class): readonly Value[] => lineage(cls).flatMap(({ bases }) => bases);

/** Whether a class has more bases than are searched. */
export const isTooDeep = (cls: Class): boolean => depthOf(cls) >= MOST_BASES;

/** How many classes are searched for what a class defines. */
export const depthOf = (cls: Class): number => lineage(cls).length;

/** The bases of other files, of the class and of its bases. */
export const outerBases = (cls: Class): string[] =>
  lineage(cls).flatMap(({ bases }) => bases.flatMap((base) => (base.type === "external" ? [base.path] : [])));

/** What the class or its bases define under a name; `after` starts after that class, as super() does. */
export function definedIn(cls: Class, name: string, after?: Class): Value | undefined {
  const classes = lineage(cls);
  const from = after ? classes.indexOf(after) + 1 : 0;
  for (const one of classes.slice(from)) {
    const value = one.scope.own(name);
    if (value) return value;
  }
  return undefined;
}

/** A method of the class or of its bases. */
export function methodOf(cls: Class, name: string, after?: Class): Callable | undefined {
  const value = definedIn(cls, name, after);
  return value?.type === "function" ? value : undefined;
}
