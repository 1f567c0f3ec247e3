import { addStep, foreignStep } from "../modules/steps";
import { NO_VALUE } from "../modules/tensor";
import { tensorsIn, valuesOf } from "../values/arguments";
import { spanOf } from "../values/facts";
import type { Arguments, Call } from "../values/run";
import { numberOf, type Tensor, type Value } from "../values/values";
import { functionalStep } from "./functional";

/** Methods that change where or how values are kept, not the values. */
const SAME = /^(?:contiguous|to|cuda|cpu|float|half|double|bfloat16|detach|clone|type|type_as|requires_grad_|data)$/;
/** Whether view(…) makes one row of each sample: (-1, n) or (batch, -1). */
function isFlat(name: string, { positional, open }: Arguments): boolean {
  const values = positional.map(({ value }) => value);
  const sizes = values.length === 1 && values[0]?.type === "list" ? values[0].items : values;
  const [rows, row] = sizes.map(numberOf);
  if (!/^(?:view|reshape)$/.test(name) || sizes.length !== 2 || open !== undefined) return false;
  return (rows === undefined || rows === -1) && row !== undefined && row !== 0 && (rows !== -1 || row > 1);
}

/** The call of a method of a value. */
export function tensorMethod(call: Call, tensor: Tensor, name: string): Value {
  const { run, passed, node } = call;
  if (!run.trace || NO_VALUE.test(name)) return run.notKnown(node);
  if (SAME.test(name)) return tensor;
  const all = { ...passed, positional: [{ value: tensor, node }, ...passed.positional] };
  if (isFlat(name, passed)) {
    return addStep(run, name, { kind: "flatten", ...spanOf(node), parameters: {} }, [tensor], node);
  }
  if (name === "view" || name === "reshape") return foreignStep(run, "reshape", [tensor], node);
  const step = functionalStep({ ...call, passed: all }, `torch.Tensor.${name}`);
  return step ?? foreignStep(run, name, tensorsIn(run, valuesOf(all)), node);
}
