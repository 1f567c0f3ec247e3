import { activationOf } from "../activation";
import { MaskSource } from "../random/mask";
import { fillFrom, isFixed } from "../random/sample";
import { BLOCK, RandomStream } from "../random/stream";
import type { DropoutStep, LinearStep, Plan } from "./plan";
import { addBias, applyActivation, mask, splitModes, type Values } from "./pointwise";
import type { LinearKernel, Prepared } from "./prepare";
import { Recorder } from "./recorder";
import { slotsOf, type SlotMode } from "./slots";

/** Values and multiplications of one batch of trials: a few milliseconds, so that a run can be stopped in between. */
const BATCH_VALUES = 65_536;
const BATCH_PRODUCTS = 3_000_000;

/** Trials that run together: whole trials, at most a block, few where the network is large. */
function batchOf(plan: Plan): number {
  const products = plan.steps.reduce((sum, step) => sum + (step.kind === "linear" ? step.units * step.fanIn : 0), 1);
  const fit = Math.min(BATCH_VALUES / plan.widest, BATCH_PRODUCTS / products);
  return Math.max(1, Math.min(BLOCK, Math.floor(fit)));
}

/**
 * Runs trials of a prepared spec, block after block, and records every slot. A batch of trials passes through all
 * layers before the next one; each layer's three modes use the same masks.
 */
export class TrialRunner {
  readonly recorders: readonly Recorder[];
  private readonly plan: Plan;
  private readonly batch: number;
  private readonly slotAt: ReadonlyMap<string, number>;
  private readonly masks: readonly (MaskSource | null)[];
  private readonly functions: readonly (((x: number) => number) | null)[];
  private readonly input: RandomStream;
  private readonly keep: Uint8Array;
  /** Two sets of arrays that layers read from and write to in turn. */
  private readonly buffers: readonly Values[];
  private readonly means: Float64Array;
  private readonly evalMeans: Float64Array;

  constructor(private readonly prepared: Prepared) {
    const { plan } = prepared;
    const { seed } = plan.spec;
    this.plan = plan;
    this.batch = batchOf(plan);
    const slots = slotsOf(plan);
    this.recorders = slots.map(({ layer }) => new Recorder(plan.steps[layer]!.units));
    this.slotAt = new Map(slots.map(({ layer, mode }, i) => [`${layer} ${mode}`, i]));
    this.masks = plan.steps.map((step) =>
      step.kind === "dropout" ? new MaskSource(step.rate, seed, step.ordinal, step.units) : null,
    );
    this.functions = plan.steps.map((step) => (step.kind === "activation" ? activationOf(step.layer) : null));
    this.input = new RandomStream("input", seed, 0, 0);
    this.keep = new Uint8Array(this.batch * plan.widest);
    const values = (): Float32Array => new Float32Array(this.batch * plan.widest);
    this.buffers = [0, 1].map(() => ({ eval: values(), train: values(), unscaledTrain: values() }));
    this.means = new Float64Array(this.batch);
    this.evalMeans = new Float64Array(this.batch);
  }

  /** Runs the first `trials` trials of a block; yields how many are complete, after every layer. */
  *block(block: number, trials: number): Generator<number, void> {
    const { seed } = this.plan.spec;
    this.input.restart("input", seed, 0, block);
    for (const mask of this.masks) mask?.restart(block);
    for (let done = 0; done < trials; done += this.batch) {
      const count = Math.min(this.batch, trials - done);
      yield* this.runBatch(count, done);
      yield done + count;
    }
  }

  private *runBatch(trials: number, done: number): Generator<number, void> {
    const { plan, prepared } = this;
    let x = this.inputValues(trials);
    for (const [i, step] of plan.steps.entries()) {
      const out = this.buffers[i % 2]!;
      const fixed = prepared.fixed[i]?.values ?? null;
      if (step.same && fixed !== null) x = { eval: fixed, train: fixed, unscaledTrain: fixed };
      else if (step.kind === "dropout") x = this.dropout(step, i, x, out, trials);
      else if (step.kind === "linear") x = this.linear(step, prepared.kernels[i]!, x, out, trials, fixed);
      else x = this.activation(i, step.units, x, out, trials, fixed);
      this.record(i, x, trials);
      // Behind the last layer the batch is complete, and `block` says so.
      if (i < plan.steps.length - 1) yield done;
    }
  }

  private inputValues(trials: number): Values {
    const { units, distribution } = this.plan.spec.input;
    const x = this.prepared.input ?? this.buffers[1]!.eval;
    if (!isFixed(distribution)) fillFrom(x, trials * units, distribution, this.input);
    return { eval: x, train: x, unscaledTrain: x };
  }

  private dropout(step: DropoutStep, i: number, x: Values, out: Values, trials: number): Values {
    const { units, rate } = step;
    const first = x.train === x.eval;
    const stride = this.plan.fixedInput && first ? 0 : units;
    for (let t = 0; t < trials; t++) this.keep.set(this.masks[i]!.next(), t * units);
    const { keep } = this;
    mask({ keep, trials, units }, x.train, stride, out.train, rate.scale);
    mask({ keep, trials, units }, x.unscaledTrain, stride, out.unscaledTrain, 1);
    if (this.plan.fixedInput) return { ...out, eval: x.eval };
    // The next layer writes where x lies.
    out.eval.set(x.eval.subarray(0, trials * units));
    return out;
  }

  private linear(
    { path, rate, units }: LinearStep,
    { product, bias, lattice }: LinearKernel,
    x: Values,
    out: Values,
    trials: number,
    fixed: Float32Array | null,
  ): Values {
    if (fixed === null) affine(product, bias, x.eval, out.eval, trials);
    if (path === "same") return { eval: out.eval, train: out.eval, unscaledTrain: out.eval };
    if (path === "separate") {
      affine(product, bias, x.train, out.train, trials);
      affine(product, bias, x.unscaledTrain, out.unscaledTrain, trials);
    } else {
      if (lattice) this.latticeProducts(lattice, out.unscaledTrain, trials, units);
      else product.multiply(x.unscaledTrain, trials, out.unscaledTrain);
      splitModes(rate!, bias, out, trials);
    }
    return fixed === null ? out : { ...out, eval: fixed };
  }

  private latticeProducts(
    lattice: NonNullable<LinearKernel["lattice"]>,
    target: Float32Array,
    trials: number,
    units: number,
  ): void {
    const fanIn = lattice.fanIn;
    for (let t = 0; t < trials; t++) lattice.trial(this.keep.subarray(t * fanIn, (t + 1) * fanIn), target, t * units);
  }

  private activation(
    i: number,
    units: number,
    x: Values,
    out: Values,
    trials: number,
    fixed: Float32Array | null,
  ): Values {
    const f = this.functions[i]!;
    const count = trials * units;
    if (fixed === null) applyActivation(f, x.eval, count, out.eval);
    if (x.train === x.eval) return { eval: out.eval, train: out.eval, unscaledTrain: out.eval };
    applyActivation(f, x.train, count, out.train);
    applyActivation(f, x.unscaledTrain, count, out.unscaledTrain);
    return fixed === null ? out : { ...out, eval: fixed };
  }

  /** Records a layer's slots; eval first, since the others are compared with it. */
  private record(i: number, x: Values, trials: number): void {
    const same = this.recorderOf(i, "same");
    if (same) same.add(x.eval, trials, this.means, null);
    const evaluated = this.recorderOf(i, "eval");
    if (evaluated) evaluated.add(x.eval, trials, this.evalMeans, null);
    else if (this.plan.fixedInput) this.evalMeans.fill(this.prepared.fixed[i]!.mean);
    this.recorderOf(i, "train")?.add(x.train, trials, this.means, this.evalMeans);
    this.recorderOf(i, "unscaledTrain")?.add(x.unscaledTrain, trials, this.means, this.evalMeans);
  }

  private recorderOf(layer: number, mode: SlotMode): Recorder | undefined {
    const slot = this.slotAt.get(`${layer} ${mode}`);
    return slot === undefined ? undefined : this.recorders[slot];
  }
}

function affine(product: Product, bias: Float32Array, x: Float32Array, out: Float32Array, trials: number): void {
  product.multiply(x, trials, out);
  addBias(out, trials, bias);
}
type Product = LinearKernel["product"];
