import { outerBases } from "../values/classes";
import type { Framework, Run } from "../values/run";
import type { Class, Module } from "../values/values";

/** Which framework's module a class of this file is; undefined: none. */
export function frameworkOfClass(run: Run, cls: Class): Framework | undefined {
  const outer = outerBases(cls);
  return (
    run.frameworks.find((framework) => outer.some((path) => framework.isBase(path))) ??
    run.frameworks.find((framework) => framework.mayBeModule(cls))
  );
}

/** The framework of a module. */
export const frameworkOf = (run: Run, { framework }: Module): Framework =>
  run.frameworks.find(({ name }) => name === framework)!;
