import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../../formats/index";
import { spanOf } from "../values/facts";
import type { Run } from "../values/run";
import type { Facts, Tensor, Value } from "../values/values";
import { addStep, foreignStep } from "./steps";

/** What says something of a value without being one. */
export const NO_VALUE =
  /^(?:size|dim|numel|ndimension|item|tolist|stride|shape|dtype|device|ndim|new\w*|is_\w+|get_device|register_hook|backward)$/;

const OPERATIONS: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "@": "matmul",
};

/** Why arithmetic isn't a layer. */
export const ARITHMETIC: Reason = { code: "arithmetic" };

/** The kind of a step that an operator makes. */
export const kindOfOperator = (operator: string): string => OPERATIONS[operator] ?? "calculate";

/** The step that takes some of the values. */
export const partFacts = (node: SyntaxNode): Facts => ({
  kind: "index",
  ...spanOf(node),
  parameters: {},
  reasons: [{ code: "part_of_values" }],
});

/** `value[…]`: a part of an output of several, or some of the values. */
export function taken(run: Run, tensor: Tensor, node: SyntaxNode): Value {
  if (tensor.parts) return { type: "tensor", step: tensor.step };
  return run.trace ? addStep(run, "[…]", partFacts(node), [tensor], node) : run.notKnown(node);
}

const isCalled = ({ parent, to }: SyntaxNode): boolean =>
  parent?.name === "CallExpression" && parent.firstChild?.to === to;

/** `value.name`: a method where it is called, else what an object holds: `data.x`, `outputs.pooler_output`. */
export function tensorAttribute(run: Run, tensor: Tensor, name: string, node: SyntaxNode): Value {
  if (NO_VALUE.test(name)) {
    return /^(?:shape|dtype|device|ndim)$/.test(name) ? run.notKnown(node) : { type: "method", of: tensor, name };
  }
  if (name === "data") return tensor;
  if (isCalled(node)) return { type: "method", of: tensor, name };
  return /^m?[TH]$/.test(name) && run.trace
    ? foreignStep(run, "transpose", [tensor], node)
    : { type: "tensor", step: tensor.step };
}

/** Arithmetic with one value or with several: of several, the model isn't a chain. */
export function combined(run: Run, operator: string, tensors: readonly Tensor[], node: SyntaxNode): Value {
  const { trace } = run;
  if (!trace) return run.notKnown(node);
  const kind = kindOfOperator(operator);
  const [first, second] = tensors;
  if (first && second && first.step !== second.step) trace.break(node, { code: "combined", operator });
  const facts = { kind, ...spanOf(node), parameters: {}, reasons: [ARITHMETIC] };
  return addStep(run, operator, facts, tensors, node);
}
