import type { ActivationKernel, MaskKernel } from "../../core/index";

/** A function of each value: addresses, how many values, and the numbers that its kind gives. */
type Elementwise = (x: number, count: number, out: number, a: number, b: number) => void;
/** What masks leave, in a kind's own way; `stride` is 0 where all trials have the same x. */
type Masked = (
  keep: number,
  x: number,
  stride: number,
  out: number,
  trials: number,
  units: number,
  a: number,
  b: number,
  c: number,
) => void;

/** The kernels of layer kinds, by the names that these give. */
type KindKernels = Readonly<Record<ActivationKernel, Elementwise> & Record<MaskKernel, Masked>>;

/**
 * What src/kernels exports, as its compiled module has it: addresses, counts and numbers; each kernel says there what it
 * computes.
 */
export interface KernelExports extends KindKernels {
  readonly memory: WebAssembly.Memory;
  readonly heapBase: () => number;

  readonly startStream: (stream: number, purpose: number, seed: number, ordinal: number, block: number) => void;
  readonly fillUniform: (stream: number, out: number, count: number, low: number, high: number) => void;
  readonly fillNormal: (stream: number, out: number, count: number, mean: number, std: number) => void;
  readonly fillHalfNormal: (stream: number, out: number, count: number, std: number) => void;
  readonly fillMask: (mask: number, tie: number, out: number, count: number, upper: number, lower: number) => void;
  readonly dropout: (
    mask: number,
    tie: number,
    out: number,
    count: number,
    upper: number,
    lower: number,
    x: number,
    target: number,
    scale: number,
  ) => void;

  readonly splitModes: (
    q: number,
    bias: number,
    train: number,
    unscaled: number,
    trials: number,
    units: number,
  ) => void;

  readonly packedBytes: (fanIn: number, units: number) => number;
  readonly scratchBytes: (fanIn: number) => number;
  readonly packRows: (
    rows: number,
    count: number,
    fanIn: number,
    firstUnit: number,
    units: number,
    tiles: number,
  ) => void;
  readonly multiply: (
    x: number,
    trials: number,
    fanIn: number,
    units: number,
    tiles: number,
    scratch: number,
    bias: number,
    target: number,
  ) => void;

  readonly packMask: (keep: number, trials: number, units: number, bits: number, stride: number) => void;
  readonly addColumns: (keep: number, trials: number, units: number, counts: number) => void;
  readonly fillTable: (products: number, groups: number, table: number) => void;
  readonly tableSums: (
    bits: number,
    trials: number,
    stride: number,
    groups: number,
    table: number,
    out: number,
  ) => void;
  readonly directSums: (
    bits: number,
    trials: number,
    stride: number,
    groups: number,
    products: number,
    out: number,
  ) => void;
  readonly countKept: (keep: number, trials: number, units: number, counts: number) => void;
  readonly countSums: (counts: number, trials: number, value: number, out: number) => void;
  readonly roundSums: (sums: number, trials: number, target: number, step: number) => void;
  readonly keptSums: (kept: number, before: number, units: number, d: number, out: number) => void;
  readonly divide: (values: number, count: number, divisor: number) => void;

  readonly valueMoments: (values: number, trials: number, units: number, state: number, means: number) => void;
  readonly addSquares: (
    sum: number,
    values: number,
    reference: number,
    stride: number,
    trials: number,
    units: number,
  ) => number;
  readonly addTrials: (state: number, means: number, trials: number, evalMeans: number) => void;
  readonly binsTableBytes: () => number;
  readonly countBins: (
    values: number,
    from: number,
    to: number,
    table: number,
    perBin: number,
    firstBin: number,
  ) => void;
  readonly drainBins: (table: number, counts: number) => number;
  readonly atomsTableBytes: () => number;
  readonly countAtoms: (values: number, from: number, to: number, table: number) => number;
  readonly drainAtoms: (table: number, values: number, counts: number) => number;
  readonly clearAtoms: (table: number) => void;
}
