import type { ExploreSpec } from "../../formats/index";
import { fillFixed, isFixed } from "../random/distribution";
import { mapOf } from "../kinds/index";
import type { TallyData } from "../statistics/tally";
import { BLOCK_NUMBERS, type Floats, type Kernels, type Recorder } from "./kernels";
import { latticeProducts, MASKED_SETS, maskedInputOf, type MaskedInput } from "./masked";
import { drawParameters, type DrawnLayer } from "./parameters";
import { planOf, type LinearStep, type Plan, type Step } from "./plan";
import { predict, type Prediction } from "./predict";

/** What a fixed input makes of one measurement in eval: one trial, which stands for all. */
export interface FixedMeasurement {
  readonly values: Floats;
  readonly mean: number;
}

/** A spec made ready to run: what each trial shares. */
export interface Prepared {
  readonly plan: Plan;
  readonly kernels: Kernels;
  /** The input of every trial, where it is fixed. */
  readonly input: Floats | null;
  /** One a linear layer. */
  readonly drawn: readonly DrawnLayer[];
  /** One a measurement, empty where the input is not fixed. */
  readonly fixed: readonly FixedMeasurement[];
  /** The first dropout, where the input is fixed. */
  readonly masked: MaskedInput | null;
  readonly summary: PreparedSummary;
  /** Where the kernels' memory of the parameters ends: what came later can go when they are used again. */
  readonly mark: number;
}

/** The part of a preparation that the report needs; it travels from the worker that made it. */
export interface PreparedSummary {
  /** One a measurement, where the input is fixed: the tally and moments of one trial. */
  readonly fixed: readonly Tallied[];
  /** One a step, for its output. */
  readonly predictions: readonly Prediction[];
}

/** What was measured in one trial. */
interface Tallied {
  readonly tally: TallyData;
  /** The numbers of `Recorder.block`. */
  readonly moments: Float64Array;
}

/**
 * Draws parameters, runs what is the same in every trial, and predicts; yields every few milliseconds. Of several
 * workers on one spec only one needs to predict. What `before` has drawn is kept where nothing that was drawn changes,
 * as while p moves; all else that the kernels hold is given up, so only the newest preparation can run.
 */
export function* prepare(
  spec: ExploreSpec,
  kernels: Kernels,
  { predicting = true, before = null }: { predicting?: boolean; before?: Prepared | null } = {},
): Generator<void, Prepared> {
  const plan = planOf(spec);
  const kept = before && drawsTheSame(before, plan) ? before : null;
  kernels.release(kept ? kept.mark : 0);
  const drawn = kept ? kept.drawn : yield* drawParameters(plan, kernels);
  const mark = kernels.mark();
  const input = fixedInputOf(plan, kernels);
  const { fixed, masked, tallied } = input ? yield* runFixed(plan, kernels, drawn, input) : DRAWN_INPUT;
  const parameters = drawn.map((layer) => layer.parameters);
  const predictions = predicting ? yield* predict(plan, parameters) : [];
  return { plan, kernels, input, drawn, fixed, masked, summary: { fixed: tallied, predictions }, mark };
}

/** Whether `plan` draws what `before` has drawn: seed, sizes and initializers of every linear layer. */
export function drawsTheSame(before: Prepared, plan: Plan): boolean {
  const draws = ({ spec, steps }: Plan): string =>
    JSON.stringify([
      spec.parameterSeed,
      steps.flatMap((step) => (step.role === "map" ? [mapOf(step.layer).tensors(step.layer, step.fanIn)] : [])),
    ]);
  return draws(before.plan) === draws(plan);
}

function fixedInputOf({ spec }: Plan, kernels: Kernels): Floats | null {
  const { units, distribution } = spec.input;
  if (!isFixed(distribution)) return null;
  const x = kernels.floats(units);
  fillFixed(x.view, distribution);
  return x;
}

interface FixedRun {
  readonly fixed: readonly FixedMeasurement[];
  readonly masked: MaskedInput | null;
  readonly tallied: PreparedSummary["fixed"];
}
const DRAWN_INPUT: FixedRun = { fixed: [], masked: null, tallied: [] };

/** The one trial that a fixed input is in eval, layer by layer. */
function* runFixed(
  plan: Plan,
  kernels: Kernels,
  drawn: readonly DrawnLayer[],
  input: Floats,
): Generator<void, FixedRun> {
  const fixed: FixedMeasurement[] = [];
  const tallied: Tallied[] = [];
  const recorder = kernels.recorder();
  let masked: MaskedInput | null = null;
  const outputs: Floats[] = [];
  for (const [i, step] of plan.steps.entries()) {
    const x = outputs[step.inputs[0]!] ?? input;
    if (step.role === "mask" && step.fixed) {
      masked = maskedInputOf(kernels, x, step.rate.scale, productsAfter(plan, i, drawn, x));
    }
    const out = fixedOutput(step, kernels, drawn, x, masked);
    const { mean, ...measured } = recordOne(recorder, kernels, out, step.units);
    const bySums = masked !== null && step.role === "mask" && step.fixed ? masked : null;
    fixed.push({ values: out, mean: bySums ? meanOfAll(kernels, bySums, step.units) : mean });
    tallied.push(measured);
    outputs.push(out);
    yield;
  }
  return { fixed, masked, tallied };
}

/** The products of the layer on the path "lattice" that reads step `i`; none where there is no such layer. */
function productsAfter({ steps }: Plan, i: number, drawn: readonly DrawnLayer[], x: Floats): Float64Array[] {
  const reader = steps.find(({ inputs }) => inputs.includes(i));
  return reader?.role === "map" && reader.path === "lattice"
    ? latticeProducts(drawn[reader.ordinal]!.parameters.weight, x.view)
    : [];
}

function recordOne(
  recorder: Recorder,
  kernels: Kernels,
  x: Floats,
  units: number,
): Tallied & { readonly mean: number } {
  const mean = kernels.doubles(1);
  recorder.restart();
  recorder.add(x, { trials: 1, units }, mean, null);
  const moments = new Float64Array(BLOCK_NUMBERS);
  recorder.block(moments, 0);
  return { tally: recorder.counts(), moments, mean: mean.view[0]! };
}

/** One layer of the one trial. */
function fixedOutput(
  step: Step,
  kernels: Kernels,
  drawn: readonly DrawnLayer[],
  x: Floats,
  masked: MaskedInput | null,
): Floats {
  if (step.role === "mask") return x;
  const out = kernels.floats(step.units);
  if (step.role === "activation") kernels.activation(step.layer)(x, step.units, out);
  else if (step.path === "lattice") latticeOutput(step, kernels, drawn[step.ordinal]!, masked!, out);
  else drawn[step.ordinal]!.product.multiply(x, 1, drawn[step.ordinal]!.bias, out);
  return out;
}

/** Takes a mask that keeps all, so that training reaches the very same sums as eval where it drops nothing. */
function takeAll(kernels: Kernels, { sums }: MaskedInput, units: number): void {
  const all = kernels.mask(units);
  all.view.fill(255);
  sums.take(all, 1);
}

/** Eval's mean at the first dropout, of which its recorders take the differences. */
function meanOfAll(kernels: Kernels, masked: MaskedInput, units: number): number {
  takeAll(kernels, masked, units);
  return masked.sums.means(MASKED_SETS.unscaledTrain).view[0]!;
}

/** Eval's sums on the path "lattice". */
function latticeOutput(
  { fanIn, units }: LinearStep,
  kernels: Kernels,
  { bias }: DrawnLayer,
  masked: MaskedInput,
  out: Floats,
): void {
  takeAll(kernels, masked, fanIn);
  masked.sums.round(MASKED_SETS.firstUnit, units, out);
  for (let unit = 0; unit < units; unit++) out.view[unit] = out.view[unit]! + bias.view[unit]!;
}
