import type { Mode } from "../../formats/index";
import { maskOf } from "../kinds/index";
import type { TrainingMode } from "../kinds/kind";
import { isFixed } from "../random/distribution";
import { BLOCK } from "../random/key";
import { assignArrays, type Operation } from "./arrays";
import { trialCost } from "./cost";
import type { Floats, Kernels, Mask, Masking, MaskStream, NumberStream } from "./kernels";
import { MASKED_SETS } from "./masked";
import type { ActivationStep, DropoutStep, LinearStep, Plan } from "./plan";
import type { Prepared } from "./prepare";
import { Recording, type SlotRecorder, type Values } from "./recording";

/**
 * Values and multiplications of one batch of trials: so few that they stay in the second-level cache and that a run can be
 * stopped in between, so many that a weight which is fetched serves many trials.
 */
const BATCH_VALUES = 65_536;
const BATCH_PRODUCTS = 134_217_728;
/** Nanoseconds of a batch from which on a run may be stopped between its layers, not only after them. */
const SLOW_BATCH = 100_000;

/** Trials that run together: whole trials, at most a block, few where the network is large. */
function batchOf(plan: Plan): number {
  const products = plan.steps.reduce((sum, step) => sum + (step.role === "map" ? step.units * step.fanIn : 0), 1);
  const fit = Math.min(BATCH_VALUES / plan.widest, BATCH_PRODUCTS / products);
  return Math.max(1, Math.min(BLOCK, Math.floor(fit)));
}

/** Which values of each step lie in arrays of the runner, the network's input first: eval, train, unscaled train. */
function operationsOf(plan: Plan): Operation[] {
  const evaluated = plan.fixedInput ? "none" : "own";
  const same: Operation["channels"] = [evaluated, "none", "none"];
  const steps = plan.steps.map((step): Operation => {
    const inputs = step.inputs.map((input) => input + 1);
    if (step.same) return { inputs, channels: same };
    return { inputs, channels: [step.role === "mask" ? "passed" : evaluated, "own", "own"] };
  });
  return [{ inputs: [], channels: same }, ...steps];
}

/**
 * Runs trials of a prepared spec, block after block, and records every slot. A batch of trials passes through all
 * layers before the next one; each layer's three modes use the same masks.
 */
export class TrialRunner {
  /** One a slot. */
  readonly recorders: readonly SlotRecorder[];
  /** Whether every layer has recorded the same trials: not so between two layers of a batch. */
  complete = true;
  private readonly plan: Plan;
  private readonly kernels: Kernels;
  private readonly batch: number;
  private readonly slow: boolean;
  private readonly recording: Recording;
  private readonly masks: readonly (MaskStream | null)[];
  private readonly maskings: readonly (Readonly<Record<TrainingMode, Masking>> | null)[];
  private readonly functions: readonly (ReturnType<Kernels["activation"]> | null)[];
  private readonly numbers: NumberStream | null;
  private readonly keep: Mask;
  /** Where each step writes its values, the network's input first; null where it writes none. */
  private readonly arrays: readonly Readonly<Record<Mode, Floats | null>>[];

  constructor(private readonly prepared: Prepared) {
    const { plan, kernels } = prepared;
    const { seed, input } = plan.spec;
    this.plan = plan;
    this.kernels = kernels;
    this.batch = batchOf(plan);
    this.slow = this.batch * trialCost(plan) > SLOW_BATCH;
    this.recording = new Recording(prepared, this.batch);
    this.recorders = this.recording.recorders;
    this.masks = plan.steps.map((step) => (step.role === "mask" ? kernels.masks(step.rate, seed, step.ordinal) : null));
    this.maskings = plan.steps.map((step) =>
      step.role === "mask"
        ? {
            train: kernels.masking(step.layer, "train"),
            unscaledTrain: kernels.masking(step.layer, "unscaledTrain"),
          }
        : null,
    );
    this.functions = plan.steps.map((step) => (step.role === "activation" ? kernels.activation(step.layer) : null));
    this.numbers = isFixed(input.distribution)
      ? null
      : kernels.numbers(input.distribution, { purpose: "input", seed, ordinal: 0 });
    this.keep = kernels.mask(this.batch * plan.widest);
    this.arrays = this.newArrays();
  }

  private newArrays(): readonly Readonly<Record<Mode, Floats | null>>[] {
    const { plan, kernels, batch } = this;
    const { count, written } = assignArrays(operationsOf(plan));
    const arrays = Array.from({ length: count }, () => kernels.floats(batch * plan.widest));
    return written.map(([evaluated = -1, train = -1, unscaledTrain = -1]) => ({
      eval: arrays[evaluated] ?? null,
      train: arrays[train] ?? null,
      unscaledTrain: arrays[unscaledTrain] ?? null,
    }));
  }

  /** Runs the first `trials` trials of a block; yields how many are complete, after every layer that takes a while. */
  *block(block: number, trials: number): Generator<number, void> {
    const { steps } = this.plan;
    this.numbers?.restart(block);
    for (const mask of this.masks) mask?.restart(block);
    for (let done = 0; done < trials; done += this.batch) {
      const count = Math.min(this.batch, trials - done);
      this.complete = false;
      const values: Values[] = [];
      const input = this.inputValues(count);
      for (let i = 0; i < steps.length; i++) {
        const published = this.step(
          i,
          steps[i]!.inputs.map((from) => values[from] ?? input),
          count,
        );
        this.recording.add(i, published, count);
        values.push(published.at(-1)!);
        // After the last layer the batch is complete.
        if (this.slow && i < steps.length - 1) yield done;
      }
      this.complete = true;
      yield done + count;
    }
  }

  /** What one step makes of a batch: the values of each of its measurements. */
  private step(i: number, inputs: readonly Values[], trials: number): readonly Values[] {
    const step = this.plan.steps[i]!;
    const x = inputs[0]!;
    const fixed = this.prepared.fixed[this.plan.outputs[i]!]?.values ?? null;
    if (step.same && fixed !== null) return [{ eval: fixed, train: fixed, unscaledTrain: fixed }];
    if (step.role === "mask") return [this.dropout(step, i, x, trials)];
    if (step.role === "map") return [this.linear(step, i, x, trials, fixed)];
    return [this.activation(step, i, x, trials, fixed)];
  }

  private inputValues(trials: number): Values {
    const x = this.prepared.input ?? this.arrays[0]!.eval!;
    this.numbers?.fill(x, trials * this.plan.spec.input.units);
    return { eval: x, train: x, unscaledTrain: x };
  }

  /** Where a step writes a mode. */
  private target(i: number, mode: Mode): Floats {
    return this.arrays[i + 1]![mode]!;
  }

  private dropout({ units, layer, repeated, fixed, read }: DropoutStep, i: number, x: Values, trials: number): Values {
    const { keep } = this;
    const [masks, masking] = [this.masks[i]!, this.maskings[i]!];
    const [size, stride] = [{ trials, units }, repeated ? 0 : units];
    const [train, unscaledTrain] = [this.target(i, "train"), this.target(i, "unscaledTrain")];
    const masked = fixed ? this.prepared.masked : null;
    const fused = !repeated && maskOf(layer).factor !== null;
    if (fused) masks.dropout(keep, x.train, train, trials * units);
    else masks.fill(keep, trials * units);
    masked?.sums.take(keep, trials);
    if (masked === null || masked.values === null || read) {
      if (!fused) masking.train(keep, x.train, stride, train, size);
      masking.unscaledTrain(keep, x.unscaledTrain, stride, unscaledTrain, size);
    }
    return { eval: x.eval, train, unscaledTrain };
  }

  private linear(
    { path, rate, units, ordinal }: LinearStep,
    i: number,
    x: Values,
    trials: number,
    fixed: Floats | null,
  ): Values {
    const { product, bias } = this.prepared.drawn[ordinal]!;
    const evaluated = fixed ?? this.target(i, "eval");
    if (fixed === null) product.multiply(x.eval, trials, bias, evaluated);
    if (path === "same") return { eval: evaluated, train: evaluated, unscaledTrain: evaluated };
    const [train, unscaledTrain] = [this.target(i, "train"), this.target(i, "unscaledTrain")];
    if (path === "separate") {
      product.multiply(x.train, trials, bias, train);
      product.multiply(x.unscaledTrain, trials, bias, unscaledTrain);
    } else {
      if (path === "lattice") this.prepared.masked!.sums.round(MASKED_SETS.firstUnit, units, unscaledTrain);
      else product.multiply(x.unscaledTrain, trials, null, unscaledTrain);
      this.kernels.splitModes(rate!.q, bias, train, unscaledTrain, trials);
    }
    return { eval: evaluated, train, unscaledTrain };
  }

  private activation(step: ActivationStep, i: number, x: Values, trials: number, fixed: Floats | null): Values {
    const f = this.functions[i]!;
    const apply = (mode: Mode): Floats => {
      const out = this.target(i, mode);
      f(x[mode], trials * step.units, out);
      return out;
    };
    const evaluated = fixed ?? apply("eval");
    if (step.same) return { eval: evaluated, train: evaluated, unscaledTrain: evaluated };
    return { eval: evaluated, train: apply("train"), unscaledTrain: apply("unscaledTrain") };
  }
}
