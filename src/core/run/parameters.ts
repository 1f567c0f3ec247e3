import type { Distribution } from "../../formats/index";
import { distributionOf, fillFixed, isFixed, samplerOf } from "../random/sample";
import { BLOCK, RandomStream, type Purpose } from "../random/stream";
import type { LinearStep, Plan } from "./plan";

/** The weights and biases of one linear layer, as drawn: float32. */
export interface LinearParameters {
  /** [units][fan_in], row-major. */
  readonly weight: Float32Array;
  /** [units] */
  readonly bias: Float32Array;
}

/** How many numbers are drawn between two yields: a few milliseconds' worth. */
const STRIDE = 262_144;

/** Draws `rows` rows of `columns` numbers; 256 rows share a stream, as 256 trials do. */
function* draw(
  distribution: Distribution,
  [purpose, seed, ordinal]: readonly [Purpose, number, number],
  rows: number,
  columns: number,
): Generator<void, Float32Array> {
  const values = new Float32Array(rows * columns);
  if (isFixed(distribution)) {
    fillFixed(values, distribution);
    return values;
  }
  const sample = samplerOf(distribution);
  for (let block = 0; block * BLOCK < rows; block++) {
    const stream = new RandomStream(purpose, seed, ordinal, block);
    const end = Math.min(rows, (block + 1) * BLOCK) * columns;
    for (let i = block * BLOCK * columns; i < end; i++) {
      values[i] = sample(stream.word());
      if (i % STRIDE === STRIDE - 1) yield;
    }
  }
  return values;
}

/** Draws the parameters of every linear layer, once for a run, from `parameterSeed`. */
export function* drawParameters(plan: Plan): Generator<void, LinearParameters[]> {
  const parameters: LinearParameters[] = [];
  for (const step of plan.steps) if (step.kind === "linear") parameters.push(yield* drawLayer(step, plan));
  return parameters;
}

function* drawLayer({ layer, ordinal, fanIn, units }: LinearStep, plan: Plan): Generator<void, LinearParameters> {
  const seed = plan.spec.parameterSeed;
  const weight = distributionOf(layer.weight, fanIn, units);
  const bias = distributionOf(layer.bias, fanIn, units);
  return {
    weight: yield* draw(weight, ["weight", seed, ordinal], units, fanIn),
    bias: yield* draw(bias, ["bias", seed, ordinal], units, 1),
  };
}
