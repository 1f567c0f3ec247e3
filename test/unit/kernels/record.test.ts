import assert from "node:assert/strict";
import { PlainRecorder, PlainTrialSums } from "../../../src/core/reference/recorder";
import type { Recorder } from "../../../src/core/run/kernels";
import { addLanes, writeSpread, writeSums } from "../../../src/core/statistics/moments";
import { RawKernels } from "./support";

/** Batches that follow one another, the units of all being the same. */
const TRIALS = [1, 2, 3, 256, 7, 64, 5];
const UNITS = [1, 2, 3, 4, 5, 7, 8, 10, 15, 16, 17, 31, 33, 100, 784, 1000, 1024, 4097];
const MOST = 1_048_832;

/** Uniform numbers in [0, 1); deterministic. */
function uniform(seed: number): () => number {
  let word = seed >>> 0;
  return () => (word = (Math.imul(word, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

const strange = [NaN, Infinity, -Infinity];
const edges = [0, -0, 1e-45, -1e-45, 1.1754942e-38, -1.1754942e-38, 3.4028235e38, -3.4028235e38];
/** Kinds of values: u is uniform in [0, 1), `next` gives more of them. */
const KINDS: Record<string, (u: number, next: () => number) => number> = {
  "of both signs": (u) => u - 0.5,
  "after a ReLU and a dropout": (u) => (u < 0.7 ? 0 : u),
  "below zero, zeros of both signs among them": (u) => (u < 0.2 ? 0 : u < 0.4 ? -0 : -u),
  "of mean 1e6 and variance 1": (u) => 1e6 + (u - 0.5) * Math.sqrt(12),
  "all equal": () => 0.1,
  "all zero": (u) => (u < 0.5 ? 0 : -0),
  "of every size": (u, next) => edges[Math.floor(u * 20)] ?? (next() - 0.5) * 2 ** Math.floor(next() * 250 - 125),
  "seldom not finite": (u, next) => strange[Math.floor(u * 8192)] ?? next() - 0.5,
  "often not finite": (u, next) => strange[Math.floor(u * 6)] ?? edges[Math.floor(next() * 12)] ?? next() - 0.5,
  "never finite": (u) => strange[Math.floor(u * 3)]!,
};

/** Kernels and specification side by side. */
class Both {
  private readonly kernels = new RawKernels();
  private readonly values = this.kernels.allocate(4 * MOST + 64);
  private readonly state = this.kernels.allocate(64);
  private readonly trialState = this.kernels.allocate(160);
  private readonly means = this.kernels.allocate(8 * 256);
  private readonly evalMeans = this.kernels.allocate(8 * 256);
  private readonly evaluatedAt = this.kernels.allocate(4 * MOST + 64);
  private readonly specification = new PlainRecorder();
  private squares = 0;

  /** Records a batch; after its values is something that must not be looked at. */
  add(values: Float32Array, trials: number, evalMeans: Float64Array | null): void {
    const { kernels } = this;
    const units = values.length / trials;
    kernels.floats(this.values, values.length + 16).fill(NaN);
    kernels.floats(this.values, values.length).set(values);
    if (evalMeans) kernels.doubles(this.evalMeans, trials).set(evalMeans);
    const expected = new Float64Array(trials);
    // Rows of eval's own, or one for all trials, as of a fixed input.
    const stride = trials % 2 === 0 ? 0 : units;
    const evaluated = values.slice(0, Math.max(units, stride * trials)).reverse();
    const reference = evalMeans && { values: { view: evaluated }, stride, means: { view: evalMeans } };
    this.specification.add({ view: values }, { trials, units }, { view: expected }, reference);
    if (evalMeans) this.compare(evaluated, stride, trials, units);
    kernels.call("valueMoments", this.values, trials, units, this.state, this.means);
    kernels.call("addTrials", this.trialState, this.means, trials, evalMeans ? this.evalMeans : 0);
    assert.deepEqual([...kernels.doubles(this.means, trials)], [...expected]);
    assert.deepEqual([...kernels.doubles(this.state, 8)].slice(5), extremesOf(values));
  }

  private compare(evaluated: Float32Array, stride: number, trials: number, units: number): void {
    const { kernels, evaluatedAt } = this;
    kernels.floats(evaluatedAt, evaluated.length + 16).fill(NaN);
    kernels.floats(evaluatedAt, evaluated.length).set(evaluated);
    this.squares = kernels.call("addSquares", this.squares, this.values, evaluatedAt, stride, trials, units);
  }

  endBlock(): void {
    const state = this.kernels.doubles(this.state, 8);
    const trialState = this.kernels.doubles(this.trialState, 20);
    assert.deepEqual([...blockOf(state, trialState), this.squares], written(9, this.specification));
    this.squares = 0;
    state.fill(0);
    trialState.fill(0);
    this.specification.nextBlock();
  }
}

/** What a recorder or trial sums write of their block. */
function written(count: number, by: Pick<Recorder, "block">): number[] {
  const target = new Float64Array(count);
  by.block(target, 0);
  return [...target];
}

/** The numbers of Recorder.block from both states. */
function blockOf(state: Float64Array, trialState: Float64Array): number[] {
  const target = new Float64Array(8);
  const [, finite, shift, sum, squares] = state;
  const trials = (from: number): [number, number, number, number] => [
    trialState[from]!,
    trialState[from + 1]!,
    addLanes(trialState, from + 2),
    addLanes(trialState, from + 6),
  ];
  writeSums(target, 0, finite!, shift!, sum!, squares!);
  writeSums(target, 3, ...trials(0));
  writeSpread(target, 6, ...trials(10));
  return [...target];
}

/** Least and greatest finite value other than 0, and how many are not finite. */
function extremesOf(values: Float32Array): number[] {
  let [min, max, others] = [Infinity, -Infinity, 0];
  for (const x of values) {
    if (!Number.isFinite(x)) others += 1;
    else if (x !== 0) [min, max] = [Math.min(min, x), Math.max(max, x)];
  }
  return [min, max, others];
}

describe("record kernels", () => {
  const both = new Both();

  for (const [name, kind] of Object.entries(KINDS)) {
    it(`sum values ${name}, their trials and differences as the specification does`, () => {
      const next = uniform(name.length);
      for (const units of UNITS) {
        for (const trials of TRIALS) {
          const values = Float32Array.from({ length: trials * units }, () => kind(next(), next));
          both.add(values, trials, Float64Array.from({ length: trials }, next));
        }
        both.endBlock();
      }
    });
  }

  it("leave the sums of differences alone where there is nothing to differ from", () => {
    const next = uniform(1);
    for (const [trials, evalMeans] of [
      [3, null],
      [4, new Float64Array(4).fill(2)],
      [5, null],
    ] as const) {
      both.add(Float32Array.from({ length: trials * 9 }, next), trials, evalMeans);
    }
    both.endBlock();
  });

  it("add the trials by their index, in calls of any size", () => {
    const kernels = new RawKernels();
    const [state, means, evalMeans] = [160, 8 * 1000, 8 * 1000].map((bytes) => kernels.allocate(bytes));
    const specification = new PlainTrialSums();
    const next = uniform(2);
    for (const trials of [0, 1, 2, 3, 5, 1000]) {
      const view = kernels.doubles(means!, trials).map(() => 1e9 + next());
      const evalView = view.map((mean) => mean - next());
      kernels.doubles(means!, trials).set(view);
      kernels.doubles(evalMeans!, trials).set(evalView);
      kernels.call("addTrials", state!, means!, trials, evalMeans!);
      specification.add({ view }, { view: evalView }, trials);
      const numbers = blockOf(new Float64Array(8), kernels.doubles(state!, 20)).slice(3);
      assert.deepEqual(numbers, written(5, specification));
    }
  });

  it("begin nothing and find nothing in a batch of no trials", () => {
    const kernels = new RawKernels();
    const state = kernels.allocate(64);
    kernels.call("valueMoments", kernels.allocate(64), 0, 3, state, kernels.allocate(64));
    assert.deepEqual([...kernels.doubles(state, 8)], [0, 0, 0, 0, 0, Infinity, -Infinity, 0]);
  });
});
