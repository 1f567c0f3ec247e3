import type { ExploreSpec } from "../../formats/index";
import { activationOf } from "../activation";
import { fillFixed, isFixed } from "../random/sample";
import { Recorder } from "./recorder";
import type { TallyData } from "../statistics/tally";
import { LatticeProduct } from "./lattice";
import { drawParameters, type LinearParameters } from "./parameters";
import { planOf, type Plan } from "./plan";
import { addBias, applyActivation } from "./pointwise";
import { predict, type Prediction } from "./predict";
import { pack, Product } from "./product";

/** A linear layer made ready to run. */
export interface LinearKernel {
  readonly product: Product;
  readonly bias: Float32Array;
  /** Only on the path "lattice". */
  readonly lattice: LatticeProduct | null;
}

/** What a fixed input makes of one layer in eval: one trial, which stands for all. */
export interface FixedLayer {
  readonly values: Float32Array;
  readonly mean: number;
}

/** The parameters of one linear layer, also laid out for its product. */
export interface DrawnLayer {
  readonly parameters: LinearParameters;
  readonly product: Product;
}

/** A spec made ready to run: what each trial shares. */
export interface Prepared {
  readonly plan: Plan;
  /** The input of every trial, where it is fixed. */
  readonly input: Float32Array | null;
  /** One a layer; null for layers that are not linear. */
  readonly kernels: readonly (LinearKernel | null)[];
  /** One a layer, empty where the input is not fixed. */
  readonly fixed: readonly FixedLayer[];
  /**
   * What was drawn, one a linear layer: a spec that differs in other things alone can go on with it. Null where the
   * weights would take much memory beside their layout for the product.
   */
  readonly drawn: readonly DrawnLayer[] | null;
  readonly summary: PreparedSummary;
}

/** The part of a preparation that the report needs; it travels from the worker that made it. */
export interface PreparedSummary {
  /** One a layer, where the input is fixed: the tally and moments of one trial. */
  readonly fixed: readonly { readonly tally: TallyData; readonly moments: readonly number[] }[];
  readonly predictions: readonly Prediction[];
}

/**
 * Draws parameters, runs what is the same in every trial, and predicts; yields every few milliseconds. Of several
 * workers on one spec only one needs to predict. What `before` has drawn is kept where nothing that was drawn changes,
 * as while p moves.
 */
export function* prepare(
  spec: ExploreSpec,
  predicting = true,
  before: Prepared | null = null,
): Generator<void, Prepared> {
  const plan = planOf(spec);
  const drawn = (before && keptFor(before, plan)) ?? (yield* draw(plan));
  const kernels: (LinearKernel | null)[] = [];
  const fixed: FixedLayer[] = [];
  const tallied: { tally: TallyData; moments: readonly number[] }[] = [];
  const input = fixedInputOf(plan);
  let x = input;
  for (const step of plan.steps) {
    const kernel = step.kind === "linear" ? kernelOf(drawn[step.ordinal]!, step.path === "lattice" ? x : null) : null;
    kernels.push(kernel);
    yield;
    if (x === null) continue;
    x = fixedOutput(step, kernel, x);
    const recorder = new Recorder(step.units);
    const mean = new Float64Array(1);
    recorder.add(x, 1, mean, null);
    fixed.push({ values: x, mean: mean[0]! });
    tallied.push({ tally: recorder.counts(), moments: recorder.block() });
  }
  const parameters = drawn.map((layer) => layer.parameters);
  const predictions = predicting ? yield* predict(plan, parameters) : [];
  const weights = parameters.reduce((sum, { weight }) => sum + weight.length, 0);
  const kept = weights <= MOST_KEPT ? drawn : null;
  return { plan, input, kernels, fixed, drawn: kept, summary: { fixed: tallied, predictions } };
}

function* draw(plan: Plan): Generator<void, DrawnLayer[]> {
  const drawn: DrawnLayer[] = [];
  for (const parameters of yield* drawParameters(plan)) {
    drawn.push({ parameters, product: new Product(pack(parameters)) });
    yield;
  }
  return drawn;
}

/** Weights that are kept for the next spec: 16 MB. */
const MOST_KEPT = 4_194_304;

/** What `before` has drawn, where `plan` draws the same: seed, sizes and initialisers of every linear layer; else null. */
export function keptFor(before: Prepared, plan: Plan): Prepared["drawn"] {
  const draws = ({ spec, steps }: Plan): string =>
    JSON.stringify([
      spec.parameterSeed,
      steps.flatMap((step) =>
        step.kind === "linear" ? [[step.fanIn, step.units, step.layer.weight, step.layer.bias]] : [],
      ),
    ]);
  return draws(before.plan) === draws(plan) ? before.drawn : null;
}

function fixedInputOf({ spec }: Plan): Float32Array | null {
  const { units, distribution } = spec.input;
  if (!isFixed(distribution)) return null;
  const x = new Float32Array(units);
  fillFixed(x, distribution);
  return x;
}

function kernelOf({ parameters, product }: DrawnLayer, latticeInput: Float32Array | null): LinearKernel {
  return { product, bias: parameters.bias, lattice: latticeInput && new LatticeProduct(parameters, latticeInput) };
}

/** One layer of the one trial that a fixed input is in eval. */
function fixedOutput(step: Plan["steps"][number], kernel: LinearKernel | null, x: Float32Array): Float32Array {
  if (step.kind === "dropout") return x;
  const out = new Float32Array(step.units);
  if (step.kind === "activation") {
    applyActivation(activationOf(step.layer), x, x.length, out);
    return out;
  }
  const { product, bias, lattice } = kernel!;
  if (lattice) lattice.trial(new Uint8Array(x.length).fill(1), out, 0);
  else product.multiply(x, 1, out);
  addBias(out, 1, bias);
  return out;
}
