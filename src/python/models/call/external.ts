import { clone } from "../modules/clone";
import { foreignNode, nodesIn } from "../modules/nodes";
import { foreignStep } from "../modules/steps";
import { tensorsIn, valuesOf } from "../values/arguments";
import { COSTS } from "../values/budget";
import { itemsOfValue, made } from "../values/items";
import { CONSTRUCTED_ELSEWHERE, pathOf } from "../values/paths";
import type { Arguments, Call, Framework, Run } from "../values/run";
import { known, numberOf, type Value } from "../values/values";
import { callBuiltin } from "./builtins";
import { commandLine } from "./command-line";

/** Functions of `math` whose results are exact. */
const EXACT: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt,
  floor: Math.floor,
  ceil: Math.ceil,
};

/** The product of a list of numbers. */
function product(run: Run, value: Value | undefined): Value | undefined {
  const numbers = (value && itemsOfValue(run, value)?.items.map(numberOf)) ?? [NaN];
  run.spend(numbers.length);
  const result = numbers.reduce<number>((so, number) => so * (number ?? NaN), 1);
  return Number.isNaN(result) ? undefined : known(result);
}

function mathematical(run: Run, name: string, passed: Arguments): Value | undefined {
  if (name === "prod") return product(run, passed.positional[0]?.value);
  const number = numberOf(passed.positional[0]?.value);
  const exact = Object.hasOwn(EXACT, name) ? EXACT[name] : undefined;
  const value = number === undefined ? undefined : exact?.(number);
  return value === undefined || !Number.isFinite(value) ? undefined : known(value);
}

/** `namedtuple(…)` makes what makes tuples. */
const NAMED_TUPLE = "collections.namedtuple";

/** Calls of other files that matter although they make no layer. */
function helper(call: Call, path: string): Value | undefined {
  const { run, passed, node } = call;
  const [first, ...rest] = passed.positional;
  const [family, name] = [path.split(".")[0], path.slice(path.lastIndexOf(".") + 1)];
  if (family === "math" || family === "numpy") return mathematical(run, name, passed);
  if (family === "copy" && first?.value.type === "module") return clone(run, first.value, node);
  if (family === "collections" && name === "OrderedDict") return callBuiltin(call, "dict");
  if (family === "dataclasses" && name === "field") return passed.named.get("default")?.value;
  if (name === "checkpoint" && first && run.trace) return run.call(first.value, { ...passed, positional: rest }, node);
  if (path === NAMED_TUPLE) return { type: "external", path: `${NAMED_TUPLE}()` };
  if (path === `${NAMED_TUPLE}()`) return made(run, valuesOf(passed), true);
  if (family === "typing" && name === "cast") return rest[0]?.value;
  if (family === "functools" && name === "partial" && first) {
    run.spend(COSTS.map + rest.length);
    return { type: "partial", callee: first.value, passed: { ...passed, positional: rest } };
  }
  if (name === "ArgumentParser") {
    run.spend(COSTS.map);
    return commandLine();
  }
  if (name === "SimpleNamespace" || name === "Namespace") {
    run.spend(COSTS.map + COSTS.entry * passed.named.size);
    return { type: "instance", attributes: new Map([...passed.named].map(([key, { value }]) => [key, value])) };
  }
  return undefined;
}

/** The first of what the frameworks make of something. */
function firstMade<T>(run: Run, ask: (framework: Framework) => T | undefined): T | undefined {
  for (const framework of run.frameworks) {
    const found = ask(framework);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The call of a name of another file that is nothing of a framework's own. */
function callOther(call: Call, path: string, name: string): Value {
  const { run, passed, node } = call;
  const tensors = tensorsIn(run, valuesOf(passed));
  if (run.trace && tensors.length > 0) {
    return firstMade(run, (framework) => framework.apply(call, path)) ?? foreignStep(run, path, tensors, node);
  }
  const nodes = nodesIn(run, valuesOf(passed));
  if (nodes.length > 0) return foreignNode(run, name, nodes, node, { code: "defined_elsewhere", name });
  const layer = CONSTRUCTED_ELSEWHERE.test(name)
    ? firstMade(run, (framework) => framework.makeForeign(call, path))
    : undefined;
  return layer ?? run.notKnown(node);
}

/** The call of a name of another file, by its full path. */
export function callExternal(call: Call, written: string): Value {
  const path = pathOf(written);
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (path.startsWith("builtins.")) return callBuiltin(call, name);
  return (
    firstMade(call.run, (framework) => framework.make(call, path)) ?? helper(call, path) ?? callOther(call, path, name)
  );
}
