import type { Reason } from "../../../formats/index";
import { container, layerModule } from "../modules/containers";
import { callOnNodes } from "../modules/graph-calls";
import { makeNode, nodesIn } from "../modules/nodes";
import { addStep } from "../modules/steps";
import { byName, tensorsIn, valuesOf } from "../values/arguments";
import { addReason, setRate, spanOf, type Draft } from "../values/facts";
import { itemsOfValue } from "../values/items";
import { kindOf } from "../values/paths";
import type { Call } from "../values/run";
import { numberOf, type Module, type Node, type Value } from "../values/values";
import { activationNamed } from "./activations";
import { KERAS_SIGNATURES, NAME } from "./classes";
import { entersOf, kerasLayer, titleFrom } from "./layers";
import { addKeras } from "./methods";

/** `Input(shape=(784,))`. */
function input({ run, passed, node }: Call): Node {
  const enters = entersOf(byName(["shape"], passed));
  const name = titleFrom(run, "InputLayer", passed);
  return makeNode(run, { name, call: node, from: [], shape: enters?.shape });
}

/** `Sequential([…])`. */
function sequential({ run, passed, node }: Call): Module {
  const bound = byName(["layers"], passed);
  const title = titleFrom(run, "Sequential", passed);
  const module: Module = { ...container(run, "sequential", NAME, node), title };
  const layers = bound.get("layers");
  const items = layers && itemsOfValue(run, layers.value);
  for (const item of items?.items ?? []) addKeras(run, module, item, layers?.node ?? node);
  const open = layers && (items ? items.open : run.notKnown(layers.node).why);
  if (open !== undefined) module.open = open;
  run.made.push(module);
  return module;
}

/** `Model(inputs, outputs)`. */
function functional({ run, passed, node }: Call): Value {
  const bound = byName(["inputs", "outputs"], passed);
  const [inputs, outputs] = ["inputs", "outputs"].map((name) =>
    nodesIn(run, [bound.get(name)?.value ?? run.notKnown(node)]),
  );
  if (!inputs?.length || !outputs?.length) return run.notKnown(node);
  const title = titleFrom(run, "Functional", passed);
  const module: Module = { ...container(run, "object", NAME, node), title, graph: { inputs, outputs } };
  run.made.push(module);
  return module;
}

/** tf.nn.dropout(x, rate), whose older form keeps with probability keep_prob; it drops wherever it is called. */
function dropoutFacts({ run, passed, node }: Call, path: string): Draft {
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
function functionFacts(call: Call, path: string): Draft {
  const { passed, node } = call;
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (/\.nn\.(?:experimental\.stateless_)?dropout$/.test(path)) return dropoutFacts(call, path);
  const facts = activationNamed(kindOf(name), node);
  const slope = passed.named.get("negative_slope") ?? passed.named.get("alpha");
  const value = numberOf(slope?.value);
  if ("negative_slope" in facts.parameters && value !== undefined) facts.parameters["negative_slope"] = value;
  return facts;
}

/** A function of Keras or TensorFlow on values of a model; undefined where none enters. */
export function kerasFunction(call: Call, path: string): Value | undefined {
  const { run, passed, node } = call;
  const values = valuesOf(passed);
  const [tensors, nodes] = [tensorsIn(run, values), nodesIn(run, values)];
  const name = path.split(".").slice(-2).join(".");
  if (run.trace && tensors.length > 0) return addStep(run, name, functionFacts(call, path), tensors, node);
  if (nodes.length === 0) return undefined;
  return makeNode(run, { name, call: node, from: nodes, facts: functionFacts(call, path) });
}

/** `keras.applications.VGG16(…)`: one layer, with the ends `base.input` and `base.output` that models are built on. */
function pretrained({ run, node }: Call, name: string): Module {
  const reasons: Reason[] = [{ code: "defined_elsewhere", name }];
  const facts = { kind: kindOf(name), ...spanOf(node), parameters: {}, reasons };
  const module: Module = { ...layerModule(run, facts, node, NAME, true), title: name };
  const value = makeNode(run, { name: "input", call: node, from: [] });
  module.attributes.set("input", value);
  const passed = { positional: [{ value, node }], named: new Map() };
  module.attributes.set("output", callOnNodes({ run, passed, node }, module));
  return module;
}

/** The call of a name of Keras. */
export function callKeras(call: Call, path: string): Value {
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (name === "Sequential") return sequential(call);
  if (name === "Model" || name === "Functional") return functional(call);
  if (/^keras\.applications\.(?:\w+\.)?[A-Z]\w*$/.test(path)) return pretrained(call, name);
  if (name === "Input" || name === "InputLayer") return input(call);
  const isLayer = path.startsWith("keras.layers.") && /^[A-Z]/.test(name);
  if (isLayer || KERAS_SIGNATURES.has(name)) return kerasLayer(call, name);
  return kerasFunction(call, path) ?? call.run.notKnown(call.node);
}
