import { isIdentity, type Mode } from "../../formats/index";
import { isFixed, momentsOf } from "../random/distribution";
import { maskOf } from "../kinds/index";
import type { Factor, PooledMoments } from "../kinds/kind";
import type { LinearParameters } from "./parameters";
import type { DropoutStep, LinearStep, Plan, Step } from "./plan";

/** The exact moments of one layer in each mode, or null where no closed form from the spec alone is given. */
export type Prediction = Record<Mode, PooledMoments> | null;

/** Multiplications that composing linear layers may take in one spec: 2^26. */
const COMPOSITION = 67_108_864;
/** Multiplications between two yields. */
const STRIDE = 2_000_000;

/**
 * What is known of the activations before any mask: each unit's mean and variance, and, to follow them through a
 * further linear layer, how it mixes the independent inputs (row-major [units][inputs]; null: the inputs themselves).
 */
interface Signal {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly mixing: Float32Array | Float64Array | null;
}

type Factors = Record<Mode, Factor>;

/** What is followed from step to step: activations without masks, and the factors of the masks so far; null before any. */
interface Followed {
  readonly signal: Signal;
  readonly factors: Factors | null;
}

const ONE: Factor = { first: 1, second: 1 };

/**
 * Exact moments, conditional on the parameters drawn, of every layer before the first nonlinearity, through the first
 * linear layer at or after the first dropout; null elsewhere, and beyond the work that composing may take.
 *
 * With m a value's mean, v its variance, f = E[factor] and g = E[factor^2] (train f = 1, g = 1/q; unscaled f = g = q):
 * after dropout mean f m, variance g (v + m^2) - f^2 m^2. Of z = sum_k w_k h_k + b over masked values: mean
 * f sum w m + b, variance f^2 Var(sum w h without masks) + (g - f^2) sum w^2 (v + m^2).
 */
export function* predict(plan: Plan, parameters: readonly LinearParameters[]): Generator<void, Prediction[]> {
  const predictions: Prediction[] = [];
  const entering: Followed = { signal: inputOf(plan), factors: null };
  const followed: (Followed | null)[] = [];
  const work: Work = { left: COMPOSITION, inputVariance: entering.signal.variance };
  for (const step of plan.steps) {
    const before = step.inputs[0] === -1 ? entering : (followed[step.inputs[0]!] ?? null);
    const found = before && (yield* predictStep(plan, parameters, step, before, work));
    predictions.push(found?.prediction ?? null);
    followed.push(found?.after ?? null);
  }
  return predictions;
}

/** What composing may still take, and the variance of each input. */
interface Work {
  left: number;
  readonly inputVariance: Float64Array;
}

/** What one step's output is, and what may be followed further; null where no closed form is given from here on. */
function* predictStep(
  plan: Plan,
  parameters: readonly LinearParameters[],
  step: Step,
  { signal, factors }: Followed,
  work: Work,
): Generator<void, { readonly prediction: Prediction; readonly after: Followed | null } | null> {
  if (step.role === "activation" && !isIdentity(step.layer)) return null;
  if (step.role !== "map") {
    const masked = step.role === "mask" ? after(factors, step) : factors;
    if (step.role === "mask" && masked === null) return null;
    return {
      prediction: perMode(masked, (factor) => pooledMasked(signal, factor)),
      after: { signal, factors: masked },
    };
  }
  const { inputVariance } = work;
  work.left -= signal.mixing === null || plan.fixedInput ? 0 : step.units * step.fanIn * inputVariance.length;
  if (work.left < 0) return null;
  const own = parameters[step.ordinal]!;
  const mapped = yield* through(step, own, signal, inputVariance, plan.fixedInput);
  return {
    prediction: perMode(factors, (factor) => pooledLinear(step, own, signal, mapped, factor)),
    after: factors === null ? { signal: mapped, factors } : null,
  };
}

function inputOf({ spec: { input } }: Plan): Signal {
  const { units, distribution } = input;
  const mean = new Float64Array(units);
  const variance = new Float64Array(units);
  if (distribution.kind === "values") mean.set(distribution.values.map(Math.fround));
  else if (isFixed(distribution)) mean.fill(Math.fround(distribution.value));
  else {
    const moments = momentsOf(distribution);
    mean.fill(moments.mean);
    variance.fill(moments.variance);
  }
  return { mean, variance, mixing: null };
}

/** The factors after a layer that masks; null where it does more than multiply. */
function after(factors: Factors | null, { layer }: DropoutStep): Factors | null {
  const { factor } = maskOf(layer);
  if (factor === null) return null;
  const { train, unscaledTrain } = factors ?? { train: ONE, unscaledTrain: ONE };
  return {
    train: factor(layer, "train", train),
    eval: ONE,
    unscaledTrain: factor(layer, "unscaledTrain", unscaledTrain),
  };
}

function perMode(factors: Factors | null, moments: (factor: Factor) => PooledMoments): Prediction {
  if (factors === null) {
    const all = moments(ONE);
    return { train: all, eval: all, unscaledTrain: all };
  }
  return {
    train: moments(factors.train),
    eval: moments(factors.eval),
    unscaledTrain: moments(factors.unscaledTrain),
  };
}

/** The mean and variance of a unit's activations, pooled over units: the mean of the m_j, and avg(v_j) + var(m_j). */
function pool(units: number, meanOf: (j: number) => number, varianceOf: (j: number) => number): PooledMoments {
  let mean = 0;
  for (let j = 0; j < units; j++) mean += meanOf(j);
  mean /= units;
  let variance = 0;
  for (let j = 0; j < units; j++) {
    const d = meanOf(j) - mean;
    variance += varianceOf(j) + d * d;
  }
  return { mean, variance: variance / units };
}

function pooledMasked({ mean, variance }: Signal, { first, second }: Factor): PooledMoments {
  const square = (j: number): number => mean[j]! * mean[j]!;
  return pool(
    mean.length,
    (j) => first * mean[j]!,
    (j) => second * variance[j]! + (second - first * first) * square(j),
  );
}

/** Moments of a linear layer over masked values; `mapped` is the same layer without masks. */
function pooledLinear(
  { units, fanIn }: LinearStep,
  { weight, bias }: LinearParameters,
  before: Signal,
  mapped: Signal,
  { first, second }: Factor,
): PooledMoments {
  const spread = second - first * first;
  const noise = new Float64Array(units);
  if (spread !== 0) {
    for (let j = 0; j < units; j++) {
      for (let k = 0; k < fanIn; k++) {
        const w = weight[j * fanIn + k]!;
        noise[j]! += w * w * (before.variance[k]! + before.mean[k]! * before.mean[k]!);
      }
    }
  }
  return pool(
    units,
    (j) => first * (mapped.mean[j]! - bias[j]!) + bias[j]!,
    (j) => first * first * mapped.variance[j]! + spread * noise[j]!,
  );
}

/** A signal after a linear layer, without masks: mean W m + b; variance from the mixing of independent inputs. */
function* through(
  { units, fanIn }: LinearStep,
  { weight, bias }: LinearParameters,
  before: Signal,
  inputVariance: Float64Array,
  fixed: boolean,
): Generator<void, Signal> {
  const mean = Float64Array.from(bias);
  for (let j = 0; j < units; j++) {
    for (let k = 0; k < fanIn; k++) mean[j]! += weight[j * fanIn + k]! * before.mean[k]!;
  }
  yield;
  if (fixed) return { mean, variance: new Float64Array(units), mixing: null };
  const mixing =
    before.mixing === null ? weight : yield* compose(weight, units, fanIn, before.mixing, inputVariance.length);
  const variance = new Float64Array(units);
  const inputs = inputVariance.length;
  for (let j = 0; j < units; j++) {
    for (let i = 0; i < inputs; i++) {
      const a = mixing[j * inputs + i]!;
      variance[j]! += a * a * inputVariance[i]!;
    }
  }
  return { mean, variance, mixing };
}

/** The product W A of a weight [units][fan_in] and a mixing [fan_in][inputs]. */
function* compose(
  weight: Float32Array,
  units: number,
  fanIn: number,
  mixing: Float32Array | Float64Array,
  inputs: number,
): Generator<void, Float64Array> {
  const product = new Float64Array(units * inputs);
  let done = 0;
  for (let j = 0; j < units; j++) {
    for (let k = 0; k < fanIn; k++) {
      const w = weight[j * fanIn + k]!;
      for (let i = 0; i < inputs; i++) product[j * inputs + i]! += w * mixing[k * inputs + i]!;
    }
    done += fanIn * inputs;
    if (done > STRIDE) {
      done = 0;
      yield;
    }
  }
  return product;
}
