import type { Distribution } from "../../formats/index";
import { distributionOf, isFixed } from "../random/distribution";
import { BLOCK, type StreamKey } from "../random/key";
import { mapOf } from "../kinds/index";
import type { ParameterTensor } from "../kinds/kind";
import type { Floats, Kernels, Product } from "./kernels";
import type { LinearStep, Plan } from "./plan";

/** The weights and biases of one linear layer, as drawn: float32. */
export interface LinearParameters {
  /** [units][fan_in], row-major. */
  readonly weight: Float32Array;
  /** [units] */
  readonly bias: Float32Array;
}

/** The parameters of one linear layer, also where the kernels reach them. */
export interface DrawnLayer {
  readonly parameters: LinearParameters;
  readonly product: Product;
  readonly bias: Floats;
}

/** How many numbers are drawn between two yields: a few milliseconds' worth. */
const STRIDE = 262_144;

/** Rows of a weight that are drawn at a time; 256 rows share a stream, as 256 trials do. */
const rowsAtOnce = (columns: number, rows: number): number =>
  Math.min(BLOCK, rows, Math.max(1, Math.floor(STRIDE / columns)));

/** Draws the parameters of every linear layer, once for a run, from `parameterSeed`. */
export function* drawParameters(plan: Plan, kernels: Kernels): Generator<void, DrawnLayer[]> {
  const steps = plan.steps.filter((step) => step.role === "map");
  const largest = Math.max(0, ...steps.map(({ fanIn, units }) => Math.max(units, fanIn * rowsAtOnce(fanIn, units))));
  const scratch = kernels.floats(largest);
  const drawn: DrawnLayer[] = [];
  for (const step of steps) drawn.push(yield* drawLayer(step, plan.spec.parameterSeed, kernels, scratch));
  return drawn;
}

function* drawLayer(step: LinearStep, seed: number, kernels: Kernels, scratch: Floats): Generator<void, DrawnLayer> {
  const { layer, ordinal, fanIn, units } = step;
  const [weights, biases] = mapOf(layer).tensors(layer, fanIn);
  const rowsIn = ({ purpose, columns, initializer }: ParameterTensor): Rows =>
    rowsOf(distributionOf(initializer, fanIn, units), { purpose, seed, ordinal }, columns, kernels, scratch);
  const product = kernels.product(fanIn, units);
  const parameters = { weight: new Float32Array(units * fanIn), bias: new Float32Array(units) };
  const weight = rowsIn(weights);
  const many = rowsAtOnce(fanIn, units);
  for (let row = 0, count = 0; row < units; row += count) {
    count = weight(row, Math.min(many, units - row));
    product.setRows(scratch, count, row);
    parameters.weight.set(scratch.view.subarray(0, count * fanIn), row * fanIn);
    yield;
  }
  const bias = kernels.floats(units);
  const drawBias = rowsIn(biases);
  for (let row = 0, count = 0; row < units; row += count) {
    count = drawBias(row, units - row);
    bias.view.set(scratch.view.subarray(0, count), row);
  }
  parameters.bias.set(bias.view);
  return { parameters, product, bias };
}

/** Writes rows from `row` on to the scratch: as many as asked for, but none of the next stream. Returns how many. */
type Rows = (row: number, wanted: number) => number;

function rowsOf(distribution: Distribution, key: StreamKey, columns: number, kernels: Kernels, scratch: Floats): Rows {
  if (isFixed(distribution)) {
    return (row, wanted) => {
      if (distribution.kind === "constant") scratch.view.fill(distribution.value, 0, wanted * columns);
      else scratch.view.set(distribution.values.slice(row * columns, (row + wanted) * columns));
      return wanted;
    };
  }
  const stream = kernels.numbers(distribution, key);
  return (row, wanted) => {
    const count = Math.min(wanted, BLOCK - (row % BLOCK));
    if (row % BLOCK === 0) stream.restart(row / BLOCK);
    stream.fill(scratch, count * columns);
    return count;
  };
}
