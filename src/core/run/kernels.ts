import type { ActivationSpec, DropoutSpec } from "../../formats/index";
import type { TrainingMode } from "../kinds/kind";
import type { Drawn } from "../random/distribution";
import type { StreamKey } from "../random/key";
import type { DropRate } from "../random/rate";
import type { TallyData } from "../statistics/tally";

/**
 * The arithmetic of trials, implemented twice with the same bits: in plain TypeScript (core/reference), which is its
 * specification, and in WebAssembly (engine/kernels), which is what runs. All the rest of a run is written once, on
 * these. Arrays are [trials][units] of a batch, in memory that the kernels reach.
 */
export interface Kernels {
  /** Room for float32 numbers, all 0. */
  floats(length: number): Floats;
  /** Room for float64 numbers, all 0. */
  doubles(length: number): Doubles;
  /** Room for the masks of so many values. */
  mask(length: number): Mask;
  /** What has been handed out so far; `release` takes back what was handed out since. */
  mark(): number;
  release(mark: number): void;

  /** Random numbers of one stream key, from the first one of block 0 on. */
  numbers(distribution: Drawn, key: StreamKey): NumberStream;
  /** The masks of one dropout layer, from the first one of block 0 on. */
  masks(rate: DropRate, seed: number, ordinal: number): MaskStream;
  /** What a layer that masks makes of values in one mode of training. */
  masking(layer: DropoutSpec, mode: TrainingMode): Masking;

  /** A linear layer's product, its weight to be given by rows. */
  product(fanIn: number, units: number): Product;
  /**
   * Behind the first dropout one product s serves both: unscaled = fround(s + b), train = fround(fround(s/q) + b), both
   * b where q = 0; `unscaledTrain` holds s.
   */
  splitModes(q: number, bias: Floats, train: Floats, unscaledTrain: Floats, trials: number): void;
  /** One activation layer's function, applied to the first `count` values and rounded to float32; -0 is written 0. */
  activation(layer: ActivationSpec): (x: Floats, count: number, out: Floats) => void;
  /** Sums over fixed inputs of which masks keep some; one set of products for each sum. */
  maskedSums(sets: readonly Float64Array[]): MaskedSums;

  /** Gathers activations. */
  recorder(): Recorder;
  /** Moments of numbers that there is one of a trial. */
  trialSums(): TrialSums;
}

/** float32 numbers where the kernels reach them; a view is good until more room is asked for. */
export interface Floats {
  readonly view: Float32Array;
}
/** float64 numbers where the kernels reach them; a view is good until more room is asked for. */
export interface Doubles {
  readonly view: Float64Array;
}
/** Which values are kept: a byte each, not 0 where kept; a view is good until more room is asked for. */
export interface Mask {
  readonly view: Uint8Array;
}
/** The size of a batch. */
export interface Size {
  readonly trials: number;
  readonly units: number;
}

/** A stream of random float32 numbers; they continue from one call to the next. */
export interface NumberStream {
  /** Goes to the first number of a block. */
  restart(block: number): void;
  fill(target: Floats, count: number): void;
}

/** Writes what masks leave of x; `stride` is 0 where every trial has the same x, else units. */
export type Masking = (keep: Mask, x: Floats, stride: number, out: Floats, size: Size) => void;

/** A stream of masks; they continue from one call to the next. */
export interface MaskStream {
  /** Goes to the first trial of a block. */
  restart(block: number): void;
  fill(keep: Mask, count: number): void;
  /** `fill`, and what training makes of x, fround(x scale) where kept and 0 where dropped, in one pass. */
  dropout(keep: Mask, x: Floats, out: Floats, count: number): void;
}

/**
 * s[t][j] = sum over k of w[j][k] x[t][k]: float32, in the order of k, over the inputs that are not exactly zero. Skipping
 * a zero changes no bit of a finite sum, and after ReLU and dropout it saves most of the work.
 */
export interface Product {
  /** Takes over `count` rows [count][fan_in] of the weight, those of the units from `firstUnit` on. */
  setRows(rows: Floats, count: number, firstUnit: number): void;
  /** Writes fround(s + b) to target; s itself where there is no bias. */
  multiply(x: Floats, trials: number, bias: Floats | null, target: Floats): void;
}

/**
 * For each trial and set, the float64 sum of the products that a mask keeps: in groups of eight, and the groups in order,
 * so that a table of the 256 sums of each group gives the same bits as adding them up.
 */
export interface MaskedSums {
  /** Takes the masks of a batch. */
  take(keep: Mask, trials: number): void;
  /** The sums of a set over the batch taken last, one a trial; good until the set is asked for again. */
  sums(set: number): Doubles;
  /** The same, divided by the number of inputs. */
  means(set: number): Doubles;
  /** Writes target[t][j] = the sum of set `first` + j, rounded to float32, for `units` sets. */
  round(first: number, units: number, target: Floats): void;
  /** How many trials of all that were taken keep each input, modulo 2^32; good until the next `take`. */
  kept(): Int32Array;
  /** Begins a block, whose masks `keptSums` sums. */
  nextBlock(): void;
  /**
   * Of the values kept in this block, n_k times input k: how many they are, and the sums over k, in order, of n_k d_k and of
   * n_k d_k^2; good until it is asked for again.
   */
  keptSums(d: Doubles): Float64Array;
}

/** Eval's activations for the trials of a batch. */
export interface Reference {
  readonly values: Floats;
  /** 0 where every trial has the same ones, else units. */
  readonly stride: number;
  /** Each trial's mean over units. */
  readonly means: Doubles;
}

/** Gathers one slot's activations: a tally over all trials, and moments block by block. */
export interface Recorder {
  /**
   * Takes the activations of a batch and writes each trial's mean over units to `means`; those of eval are what they are
   * compared with, trial by trial and value by value.
   */
  add(values: Floats, size: Size, means: Doubles, reference: Reference | null): void;
  /**
   * Writes the block's numbers: of values (n, mean, M2), of trial means (n, mean, M2), of their differences from eval's
   * (mean, M2), and the sum of the squared differences of single values from eval's.
   */
  block(target: Float64Array, at: number): void;
  /** Begins the next block; the tally goes on. */
  nextBlock(): void;
  /** The tally since the last `restart`. */
  counts(): TallyData;
  restart(): void;
}

/** Moments of each trial's mean and of its difference from eval's, in the order of the trials. */
export interface TrialSums {
  add(means: Doubles, evalMeans: Doubles | null, trials: number): void;
  /** Writes the moments of trial means (n, mean, M2) and of differences (mean, M2). */
  block(target: Float64Array, at: number): void;
  reset(): void;
}

/** Numbers of one block that `Recorder.block` writes. */
export const BLOCK_NUMBERS = 9;
