import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../../formats/index";
import { byName, tensorsIn, valuesOf } from "../call/arguments";
import { addReason, setRate, spanOf, type Draft } from "../facts";
import { itemsOfValue } from "../items";
import { kindOf } from "../paths";
import { container } from "../pytorch/containers";
import { addStep } from "../pytorch/functional";
import { layerModule } from "../pytorch/layers";
import type { Arguments, Run } from "../run";
import { numberOf, type Module, type Node, type Value } from "../values";
import { activationNamed } from "./activations";
import { KERAS_SIGNATURES } from "./classes";
import { entersOf, kerasLayer, titleFrom } from "./layers";
import { addKeras } from "./methods";
import { callLayer, makeNode, nodesIn } from "./nodes";

/** `Input(shape=(784,))`. */
function input(run: Run, passed: Arguments, node: SyntaxNode): Node {
  const enters = entersOf(byName(["shape"], passed));
  return makeNode(run, titleFrom(run, "InputLayer", passed), node, [], enters?.shape);
}

/** `Sequential([…])`. */
function sequential(run: Run, passed: Arguments, node: SyntaxNode): Module {
  const bound = byName(["layers"], passed);
  const title = titleFrom(run, "Sequential", passed);
  const module: Module = { ...container(run, "sequential", "keras", node), title };
  const layers = bound.get("layers");
  const items = layers && itemsOfValue(run, layers.value);
  for (const item of items?.items ?? []) addKeras(run, module, item, layers?.node ?? node);
  const open = layers && (items ? items.open : run.notKnown(layers.node).why);
  if (open !== undefined) module.open = open;
  run.made.push(module);
  return module;
}

/** `Model(inputs, outputs)`. */
function functional(run: Run, passed: Arguments, node: SyntaxNode): Value {
  const bound = byName(["inputs", "outputs"], passed);
  const [inputs, outputs] = ["inputs", "outputs"].map((name) =>
    nodesIn(run, [bound.get(name)?.value ?? run.notKnown(node)]),
  );
  if (!inputs?.length || !outputs?.length) return run.notKnown(node);
  const title = titleFrom(run, "Functional", passed);
  const module: Module = { ...container(run, "object", "keras", node), title, graph: { inputs, outputs } };
  run.made.push(module);
  return module;
}

/** tf.nn.dropout(x, rate), whose older form keeps with probability keep_prob; it drops wherever it is called. */
function dropoutFacts(run: Run, path: string, passed: Arguments, node: SyntaxNode): Draft {
  const facts: Draft = { kind: "dropout", ...spanOf(node), parameters: {} };
  const old = path.includes(".v1.");
  const bound = byName(["x", old ? "keep_prob" : "rate"], passed);
  const keep = bound.get("keep_prob");
  setRate(run, facts, keep ?? bound.get("rate"), null);
  facts.active = "always";
  if (keep && typeof facts.p === "number") {
    facts.p = Number((1 - facts.p).toPrecision(15));
    addReason(facts, { code: "keep_probability" });
  }
  return facts;
}

/** What a function does with values: an activation, dropout, or something that is listed. */
function functionFacts(run: Run, path: string, passed: Arguments, node: SyntaxNode): Draft {
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (/\.nn\.(?:experimental\.stateless_)?dropout$/.test(path)) return dropoutFacts(run, path, passed, node);
  const facts = activationNamed(kindOf(name), node);
  const slope = passed.named.get("negative_slope") ?? passed.named.get("alpha");
  const value = numberOf(slope?.value);
  if ("negative_slope" in facts.parameters && value !== undefined) facts.parameters["negative_slope"] = value;
  return facts;
}

/** A function of Keras or TensorFlow on values of a model; undefined where none enters. */
export function kerasFunction(run: Run, path: string, passed: Arguments, node: SyntaxNode): Value | undefined {
  const values = valuesOf(passed);
  const [tensors, nodes] = [tensorsIn(run, values), nodesIn(run, values)];
  const name = path.split(".").slice(-2).join(".");
  if (run.trace && tensors.length > 0) return addStep(run, name, functionFacts(run, path, passed, node), tensors, node);
  if (nodes.length === 0) return undefined;
  return makeNode(run, name, node, nodes, undefined, functionFacts(run, path, passed, node));
}

/** `keras.applications.VGG16(…)`: one layer, with the ends `base.input` and `base.output` that models are built on. */
function pretrained(run: Run, name: string, node: SyntaxNode): Module {
  const reasons: Reason[] = [{ code: "defined_elsewhere", name }];
  const facts = { kind: kindOf(name), ...spanOf(node), parameters: {}, reasons };
  const module: Module = { ...layerModule(run, facts, node, "keras", true), title: name };
  const value = makeNode(run, "input", node, []);
  module.attributes.set("input", value);
  module.attributes.set("output", callLayer(run, module, { positional: [{ value, node }], named: new Map() }, node));
  return module;
}

/** The call of a name of Keras. */
export function callKeras(run: Run, path: string, passed: Arguments, node: SyntaxNode): Value {
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (name === "Sequential") return sequential(run, passed, node);
  if (name === "Model" || name === "Functional") return functional(run, passed, node);
  if (/^keras\.applications\.(?:\w+\.)?[A-Z]\w*$/.test(path)) return pretrained(run, name, node);
  if (name === "Input" || name === "InputLayer") return input(run, passed, node);
  const isLayer = path.startsWith("keras.layers.") && /^[A-Z]/.test(name);
  if (isLayer || KERAS_SIGNATURES.has(name)) return kerasLayer(run, name, passed, node);
  return kerasFunction(run, path, passed, node) ?? run.notKnown(node);
}
