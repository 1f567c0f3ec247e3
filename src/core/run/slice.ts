import { BLOCK } from "../random/key";
import type { TallyData } from "../statistics/tally";
import { BLOCK_NUMBERS } from "./kernels";
import { addNumbers, none, writeNumbers } from "./measured";
import { CHUNK } from "./plan";
import type { Prepared } from "./prepare";
import { TrialRunner } from "./trials";

/** What a run of consecutive trials measured; it travels from a worker to the one that adds slices up. */
export interface SliceData {
  /** The first trial, a multiple of 256. */
  readonly firstTrial: number;
  readonly trials: number;
  /** The numbers of `Recorder.block`, [parts][slots][8]: a part is a whole chunk of trials where there is one, else a block. */
  readonly moments: ArrayLike<number>;
  /** One a slot. */
  readonly tallies: readonly TallyData[];
}

/** Fewer numbers than this travel as a plain array: see TallyData. */
const FEW_NUMBERS = 4096;
const inMessage = (numbers: Float64Array): ArrayLike<number> =>
  numbers.length < FEW_NUMBERS ? Array.from(numbers) : numbers.slice();

/** The number of trials in the part of a slice that begins with `trial`, where the slice ends before `end`. */
export const partFrom = (trial: number, end: number): number =>
  trial % CHUNK === 0 && trial + CHUNK <= end ? CHUNK : BLOCK;

/** Runs slices of one prepared spec, one at a time. */
export class SliceRunner {
  private readonly runner: TrialRunner;
  /**
   * The parts that are complete, and room for the blocks of one more chunk. Kept from slice to slice: a new one each time
   * made the memory of a worker grow by 2 MB a second, since the allocator found no use for the old ones.
   */
  private moments = new Float64Array(0);
  /** Where the block under way goes. */
  private at = 0;
  private first = 0;
  private trials = 0;
  /** Whether the block under way is not yet among the complete parts. */
  private open = false;

  constructor(prepared: Prepared) {
    this.runner = new TrialRunner(prepared);
  }

  /**
   * Runs trials [firstTrial, firstTrial + trials); firstTrial is a multiple of 256. Yields often; after each yield
   * `soFar` gives a valid slice of what is done.
   */
  *run(firstTrial: number, trials: number): Generator<void, SliceData> {
    for (const recorder of this.runner.recorders) recorder.restart();
    const parts = Math.ceil(trials / CHUNK) + 2 * (CHUNK / BLOCK);
    const room = Math.min(parts, Math.ceil(trials / BLOCK)) * this.partNumbers;
    if (this.moments.length < room) this.moments = new Float64Array(room);
    this.at = 0;
    this.first = firstTrial;
    this.trials = 0;
    for (let done = 0; done < trials; done += BLOCK) {
      this.open = true;
      for (const complete of this.runner.block((firstTrial + done) / BLOCK, Math.min(BLOCK, trials - done))) {
        this.trials = done + complete;
        yield;
      }
      this.closeBlock();
    }
    return this.soFar() as SliceData;
  }

  /** Trials of the slice under way that are complete. */
  get trialsDone(): number {
    return this.trials;
  }

  /** Whether every layer has recorded the same trials, at least one: so it is at the end of a batch. */
  get complete(): boolean {
    return this.trials > 0 && this.runner.complete;
  }

  /** The slice so far, at the end of a batch of trials; null within one, since layers would differ in their trials. */
  soFar(): SliceData | null {
    if (!this.complete) return null;
    if (this.open) this.writeBlock();
    return {
      firstTrial: this.first,
      trials: this.trials,
      moments: inMessage(this.moments.subarray(0, this.at + (this.open ? this.partNumbers : 0))),
      tallies: this.runner.recorders.map((recorder) => recorder.counts()),
    };
  }

  private get partNumbers(): number {
    return this.runner.recorders.length * BLOCK_NUMBERS;
  }

  /** Writes what the block under way has measured so far. */
  private writeBlock(): void {
    this.runner.recorders.forEach((recorder, slot) => recorder.block(this.moments, this.at + slot * BLOCK_NUMBERS));
  }

  private closeBlock(): void {
    this.writeBlock();
    for (const recorder of this.runner.recorders) recorder.nextBlock();
    this.open = false;
    this.at += this.partNumbers;
    const end = this.first + this.trials;
    if (end % CHUNK === 0 && this.trials >= CHUNK) this.foldChunk();
  }

  /** Adds up the blocks of a chunk, in order: of a long run a few numbers travel, not those of millions of blocks. */
  private foldChunk(): void {
    const blocks = CHUNK / BLOCK;
    this.at -= blocks * this.partNumbers;
    for (let slot = 0; slot < this.runner.recorders.length; slot++) {
      const sum = none();
      const from = this.at + slot * BLOCK_NUMBERS;
      for (let block = 0; block < blocks; block++) addNumbers(sum, this.moments, from + block * this.partNumbers);
      writeNumbers(this.moments, from, sum);
    }
    this.at += this.partNumbers;
  }
}

/** Where the numbers of one slot in one part of a slice begin. */
export const numbersAt = ({ tallies }: SliceData, part: number, slot: number): number =>
  (part * tallies.length + slot) * BLOCK_NUMBERS;
