import { maskOf } from "../kinds/index";
import type { TrainingMode } from "../kinds/kind";
import { isFixed } from "../random/distribution";
import { BLOCK } from "../random/key";
import { trialCost } from "./cost";
import type {
  Doubles,
  Floats,
  Kernels,
  Mask,
  Masking,
  MaskStream,
  NumberStream,
  Recorder,
  Reference,
  Size,
} from "./kernels";
import { MASKED_SETS, MaskedRecorder } from "./masked";
import type { DrawnLayer } from "./parameters";
import type { DropoutStep, LinearStep, Plan, Step } from "./plan";
import type { Prepared } from "./prepare";
import { slotsOf, type SlotMode } from "./slots";

/**
 * Values and multiplications of one batch of trials: so few that they stay in the second-level cache and that a run can be
 * stopped in between, so many that a weight which is fetched serves many trials.
 */
const BATCH_VALUES = 65_536;
const BATCH_PRODUCTS = 134_217_728;
/** Nanoseconds of a batch from which on a run may be stopped between its layers, not only behind them. */
const SLOW_BATCH = 100_000;

/** Trials that run together: whole trials, at most a block, few where the network is large. */
function batchOf(plan: Plan): number {
  const products = plan.steps.reduce((sum, step) => sum + (step.role === "map" ? step.units * step.fanIn : 0), 1);
  const fit = Math.min(BATCH_VALUES / plan.widest, BATCH_PRODUCTS / products);
  return Math.max(1, Math.min(BLOCK, Math.floor(fit)));
}

type Mode = Exclude<SlotMode, "same">;
/** Values of one layer for a batch of trials, [trials][units], in each mode; one array where they are the same. */
type Values = Readonly<Record<Mode, Floats>>;
type SlotRecorder = Recorder | MaskedRecorder;
/** What records one layer: `evaluated` eval, or all modes where they are the same. */
interface LayerRecorders {
  evaluated?: Recorder;
  train?: SlotRecorder;
  unscaledTrain?: SlotRecorder;
}

/** So many times one number. */
function filled(kernels: Kernels, length: number, value: number): Doubles {
  const doubles = kernels.doubles(length);
  doubles.view.fill(value);
  return doubles;
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
  /** The same, one a layer. */
  private readonly recordersAt: readonly LayerRecorders[];
  private readonly masks: readonly (MaskStream | null)[];
  private readonly maskings: readonly (Readonly<Record<TrainingMode, Masking>> | null)[];
  private readonly functions: readonly (ReturnType<Kernels["activation"]> | null)[];
  private readonly numbers: NumberStream | null;
  private readonly keep: Mask;
  /** For each mode two arrays, which layers read from and write to in turn. */
  private readonly buffers: Readonly<Record<Mode, readonly [Floats, Floats]>>;
  private readonly means: Doubles;
  private readonly evalMeans: Doubles;
  /** Eval's means of each layer, where the input is fixed: the same in every trial. */
  private readonly fixedMeans: readonly Doubles[] | null;

  constructor(private readonly prepared: Prepared) {
    const { plan, kernels } = prepared;
    const { seed, input } = plan.spec;
    this.plan = plan;
    this.kernels = kernels;
    this.batch = batchOf(plan);
    this.slow = this.batch * trialCost(plan) > SLOW_BATCH;
    this.recordersAt = plan.steps.map(() => ({}));
    this.recorders = slotsOf(plan).map(({ layer, mode }) => {
      const at = this.recordersAt[layer]!;
      return mode === "same" || mode === "eval"
        ? (at.evaluated = kernels.recorder())
        : (at[mode] = this.recorderFor(plan.steps[layer]!, mode));
    });
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
    const pair = (): readonly [Floats, Floats] => [
      kernels.floats(this.batch * plan.widest),
      kernels.floats(this.batch * plan.widest),
    ];
    this.buffers = { eval: pair(), train: pair(), unscaledTrain: pair() };
    this.means = kernels.doubles(this.batch);
    this.evalMeans = kernels.doubles(this.batch);
    this.fixedMeans = plan.fixedInput ? prepared.fixed.map(({ mean }) => filled(kernels, this.batch, mean)) : null;
  }

  /** Runs the first `trials` trials of a block; yields how many are complete, after every layer that takes a while. */
  *block(block: number, trials: number): Generator<number, void> {
    const { steps } = this.plan;
    this.numbers?.restart(block);
    for (const mask of this.masks) mask?.restart(block);
    for (let done = 0; done < trials; done += this.batch) {
      const count = Math.min(this.batch, trials - done);
      this.complete = false;
      let x = this.inputValues(count);
      for (let i = 0; i < steps.length; i++) {
        x = this.layer(steps[i]!, i, x, count);
        this.record(i, x, { trials: count, units: steps[i]!.units });
        // Behind the last layer the batch is complete.
        if (this.slow && i < steps.length - 1) yield done;
      }
      this.complete = true;
      yield done + count;
    }
  }

  /** What one layer makes of a batch. */
  private layer(step: Step, i: number, x: Values, trials: number): Values {
    const fixed = this.prepared.fixed[i]?.values ?? null;
    if (step.same && fixed !== null) return { eval: fixed, train: fixed, unscaledTrain: fixed };
    if (step.role === "mask") return this.dropout(step, i, x, trials);
    if (step.role === "map") return this.linear(step, this.prepared.drawn[step.ordinal]!, x, trials, fixed);
    return this.activation(i, step.units, x, trials, fixed);
  }

  private inputValues(trials: number): Values {
    const x = this.prepared.input ?? this.buffers.eval[0];
    this.numbers?.fill(x, trials * this.plan.spec.input.units);
    return { eval: x, train: x, unscaledTrain: x };
  }

  /** The array of a mode that `x` does not lie in. */
  private other(mode: Mode, x: Floats): Floats {
    const [first, second] = this.buffers[mode];
    return x === first ? second : first;
  }

  private dropout({ units, layer, repeated, fixed, read }: DropoutStep, i: number, x: Values, trials: number): Values {
    const { keep } = this;
    const [masks, masking] = [this.masks[i]!, this.maskings[i]!];
    const [size, stride] = [{ trials, units }, repeated ? 0 : units];
    const train = this.other("train", x.train);
    const unscaledTrain = this.other("unscaledTrain", x.unscaledTrain);
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
    { path, rate, units }: LinearStep,
    { product, bias }: DrawnLayer,
    x: Values,
    trials: number,
    fixed: Floats | null,
  ): Values {
    const evaluated = fixed ?? this.other("eval", x.eval);
    if (fixed === null) product.multiply(x.eval, trials, bias, evaluated);
    if (path === "same") return { eval: evaluated, train: evaluated, unscaledTrain: evaluated };
    const train = this.other("train", x.train);
    const unscaledTrain = this.other("unscaledTrain", x.unscaledTrain);
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

  private activation(i: number, units: number, x: Values, trials: number, fixed: Floats | null): Values {
    const f = this.functions[i]!;
    const apply = (mode: Mode): Floats => {
      const out = this.other(mode, x[mode]);
      f(x[mode], trials * units, out);
      return out;
    };
    const evaluated = fixed ?? apply("eval");
    if (x.train === x.eval) return { eval: evaluated, train: evaluated, unscaledTrain: evaluated };
    return { eval: evaluated, train: apply("train"), unscaledTrain: apply("unscaledTrain") };
  }

  /** Records a layer's slots; eval first, since the others are compared with it. */
  private record(i: number, x: Values, size: Size): void {
    const { evaluated, train, unscaledTrain } = this.recordersAt[i]!;
    const evalMeans = this.fixedMeans?.[i] ?? this.evalMeans;
    // A dropout has no slot for eval: its means are still those of the layer before.
    if (evaluated) evaluated.add(x.eval, size, evalMeans, null);
    const reference = { values: x.eval, stride: this.fixedMeans ? 0 : size.units, means: evalMeans };
    if (train) this.recordTrained(train, x.train, size, reference);
    if (unscaledTrain) this.recordTrained(unscaledTrain, x.unscaledTrain, size, reference);
  }

  /** Records a mode that has a dropout behind it. */
  private recordTrained(recorder: SlotRecorder, values: Floats, size: Size, reference: Reference): void {
    if (recorder instanceof MaskedRecorder) recorder.add(size.trials, reference.means);
    else recorder.add(values, size, this.means, reference);
  }

  private recorderFor(step: Step, mode: "train" | "unscaledTrain"): SlotRecorder {
    const { kernels, prepared } = this;
    const { masked } = prepared;
    if (step.role !== "mask" || !step.fixed || masked?.values == null) return kernels.recorder();
    return new MaskedRecorder(
      kernels,
      masked.sums,
      MASKED_SETS[mode],
      masked.values[mode],
      masked.values.unscaledTrain,
    );
  }
}
