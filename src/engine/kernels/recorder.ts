import {
  addLanes,
  powerOfTwo,
  Tally,
  writeSpread,
  writeSums,
  type Doubles,
  type Floats,
  type Recorder,
  type Reference,
  type Size,
  type TallyData,
  type TrialSums,
} from "../../core/index";
import type { KernelExports } from "./exports";
import type { Memory, Room } from "./memory";

/** The state of valueMoments, and after `squares` what it says of the last batch. */
const STATE = { begun: 0, finite: 1, shift: 2, sum: 3, squares: 4, min: 5, max: 6, strange: 7, length: 8 } as const;
const MOST_ATOMS = 512;
const MOST_BINS = 512;
/** Values after which tables of 32-bit counts are emptied. */
const DRAIN_AFTER = 1_073_741_824;

/** The bins of the table: their reach, and how a value finds its own. */
const NO_BINS = { min: Infinity, max: -Infinity, perBin: 1, firstBin: 0 };

/**
 * The state of addTrials: where that of the means and of the differences begins, each the count, the shift, four lanes of
 * sums and four of sums of squares.
 */
const TRIALS = { means: 0, differences: 10, length: 20 } as const;

/** Trial means and paired differences: the state of addTrials. */
export class KernelTrialSums implements TrialSums {
  private readonly state: Room<Float64Array>;

  constructor(
    private readonly exports: KernelExports,
    memory: Memory,
  ) {
    this.state = memory.doubles(TRIALS.length);
  }

  add(means: Doubles, evalMeans: Doubles | null, trials: number): void {
    this.exports.addTrials(
      this.state.address,
      means.view.byteOffset,
      trials,
      evalMeans ? evalMeans.view.byteOffset : 0,
    );
  }

  block(target: Float64Array, at: number): void {
    const { view } = this.state;
    const { means: m, differences: d } = TRIALS;
    writeSums(target, at, view[m]!, view[m + 1]!, addLanes(view, m + 2), addLanes(view, m + 6));
    writeSpread(target, at + 3, view[d]!, view[d + 1]!, addLanes(view, d + 2), addLanes(view, d + 6));
  }

  reset(): void {
    this.state.view.fill(0);
  }
}

/**
 * Gathers one slot's activations in tables of the kernels' memory: distinct values while there are at most 512, then bins.
 * What is rare (values that are not finite, a range that grows) goes to a tally, which also adds everything up.
 */
export class KernelRecorder implements Recorder {
  private readonly state: Room<Float64Array>;
  private readonly trialSums: KernelTrialSums;
  private readonly atomsTable: number;
  private readonly binsTable: number;
  private readonly drained: { readonly values: Room<Float64Array>; readonly counts: Room<Float64Array> };
  private readonly tally = new Tally();
  /** Whether distinct values are counted, not yet bins. */
  private counting = true;
  /** Values counted since the tables were emptied. */
  private counted = 0;
  private bins = NO_BINS;
  /** The sum of squared differences from eval's values in this block. */
  private squares = 0;

  constructor(
    private readonly exports: KernelExports,
    memory: Memory,
  ) {
    this.state = memory.doubles(STATE.length);
    this.trialSums = new KernelTrialSums(exports, memory);
    this.atomsTable = memory.allocate(exports.atomsTableBytes());
    this.binsTable = memory.allocate(exports.binsTableBytes());
    this.drained = { values: memory.doubles(MOST_ATOMS), counts: memory.doubles(MOST_BINS) };
    exports.clearAtoms(this.atomsTable);
  }

  add(values: Floats, { trials, units }: Size, means: Doubles, reference: Reference | null): void {
    this.exports.valueMoments(values.view.byteOffset, trials, units, this.state.address, means.view.byteOffset);
    this.trialSums.add(means, reference?.means ?? null, trials);
    if (reference) this.compare(values, reference, trials, units);
    this.count(values, trials * units);
  }

  block(target: Float64Array, at: number): void {
    const { view } = this.state;
    writeSums(target, at, view[STATE.finite]!, view[STATE.shift]!, view[STATE.sum]!, view[STATE.squares]!);
    this.trialSums.block(target, at + 3);
    target[at + 8] = this.squares;
  }

  nextBlock(): void {
    this.state.view.fill(0);
    this.squares = 0;
    this.trialSums.reset();
  }

  counts(): TallyData {
    if (!this.counting) {
      this.emptyBins();
      return this.tally.data();
    }
    // The table goes on counting: what it holds is added to a copy.
    const sum = new Tally();
    sum.merge(this.tally.data());
    this.addAtoms(sum);
    return sum.data();
  }

  restart(): void {
    if (!this.counting) this.exports.drainBins(this.binsTable, this.drained.counts.address);
    this.exports.clearAtoms(this.atomsTable);
    this.tally.clear();
    this.bins = NO_BINS;
    this.counting = true;
    this.counted = 0;
    this.nextBlock();
  }

  private compare({ view }: Floats, { values, stride }: Reference, trials: number, units: number): void {
    const [x, y] = [view.byteOffset, values.view.byteOffset];
    this.squares = this.exports.addSquares(this.squares, x, y, stride, trials, units);
  }

  private count(values: Floats, count: number): void {
    const { view } = this.state;
    if (view[STATE.strange]! > 0) {
      this.addOneByOne(values.view.subarray(0, count));
      return;
    }
    if ((this.counted += count) > DRAIN_AFTER) this.empty();
    const address = values.view.byteOffset;
    const from = this.counting ? this.exports.countAtoms(address, 0, count, this.atomsTable) : 0;
    if (from === count) return;
    this.cover(view[STATE.min]!, view[STATE.max]!);
    this.exports.countBins(address, from, count, this.binsTable, this.bins.perBin, this.bins.firstBin);
  }

  /** Adds a batch that has values which are not finite: the tally's bins may move, so the table's begin anew. */
  private addOneByOne(values: Float32Array): void {
    this.empty();
    for (const x of values) this.tally.add(x, 1);
    this.bins = NO_BINS;
  }

  /** Sees to it that the bins reach from min to max. */
  private cover(min: number, max: number): void {
    const { bins } = this;
    if (!this.counting && min >= bins.min && max <= bins.max) return;
    this.empty();
    const reach = this.counting ? { min, max } : { min: Math.min(min, bins.min), max: Math.max(max, bins.max) };
    this.counting = false;
    const { exponent, firstBin } = this.tally.cover(min, max);
    this.bins = { ...reach, perBin: powerOfTwo(-exponent), firstBin };
  }

  /** Adds what the tables hold to the tally. */
  private empty(): void {
    this.counted = 0;
    if (this.counting) {
      this.addAtoms(this.tally);
      this.exports.clearAtoms(this.atomsTable);
    } else this.emptyBins();
  }

  private emptyBins(): void {
    const counts = this.drained.counts.view.fill(0);
    const zeros = this.exports.drainBins(this.binsTable, counts.byteOffset);
    this.tally.addBinned(counts, zeros);
  }

  private addAtoms(tally: Tally): void {
    const { values, counts } = this.drained;
    const written = this.exports.drainAtoms(this.atomsTable, values.address, counts.address);
    for (let i = 0; i < written; i++) tally.add(values.view[i]!, counts.view[i]!);
  }
}
