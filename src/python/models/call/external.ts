import type { SyntaxNode } from "@lezer/common";
import { callKeras, kerasFunction } from "../keras/call";
import { foreignNode, nodesIn } from "../keras/nodes";
import type { Arguments, Run } from "../run";
import { COSTS } from "../budget";
import { itemsOfValue, made } from "../items";
import { clone, makeContainer } from "../pytorch/containers";
import { foreignStep, functionalStep } from "../pytorch/functional";
import { foreignLayer, torchLayer } from "../pytorch/layers";
import { CONSTRUCTED_ELSEWHERE, pathOf } from "../paths";
import { known, numberOf, type Value } from "../values";
import { tensorsIn, valuesOf } from "./arguments";
import { commandLine } from "./command-line";
import { callBuiltin } from "./builtins";

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
function helper(run: Run, path: string, passed: Arguments, node: SyntaxNode): Value | undefined {
  const [first, ...rest] = passed.positional;
  const [family, name] = [path.split(".")[0], path.slice(path.lastIndexOf(".") + 1)];
  if (family === "math" || family === "numpy") return mathematical(run, name, passed);
  if (family === "copy" && first?.value.type === "module") return clone(run, first.value, node);
  if (family === "collections" && name === "OrderedDict") return callBuiltin(run, "dict", passed, node);
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

/** The call of a name of another file, by its full path. */
export function callExternal(run: Run, written: string, passed: Arguments, node: SyntaxNode): Value {
  const path = pathOf(written);
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (path.startsWith("builtins.")) return callBuiltin(run, name, passed, node);
  if (path.startsWith("keras.")) return callKeras(run, path, passed, node);
  const ofKeras = path.startsWith("tensorflow.") ? kerasFunction(run, path, passed, node) : undefined;
  if (ofKeras) return ofKeras;
  if (path.startsWith("torch.nn.")) {
    const made = makeContainer(run, name, passed, node) ?? torchLayer(run, path, passed, node);
    if (made) return made;
  }
  const helped = helper(run, path, passed, node);
  if (helped) return helped;
  const tensors = tensorsIn(run, valuesOf(passed));
  if (run.trace && tensors.length > 0) {
    return functionalStep(run, path, passed, node) ?? foreignStep(run, path, tensors, node);
  }
  const nodes = nodesIn(run, valuesOf(passed));
  if (nodes.length > 0) return foreignNode(run, name, nodes, node, { code: "defined_elsewhere", name });
  return CONSTRUCTED_ELSEWHERE.test(name) ? foreignLayer(run, path, passed, node) : run.notKnown(node);
}
