import { BLOCK } from "../random/key";
import type { TallyData } from "../statistics/tally";
import { BLOCK_NUMBERS } from "./kernels";
import type { Prepared } from "./prepare";
import { TrialRunner } from "./trials";

/** What a run of consecutive trials measured; it travels from a worker to the one that adds slices up. */
export interface SliceData {
  /** The first trial, a multiple of 256. */
  readonly firstTrial: number;
  readonly trials: number;
  /** The numbers of `Recorder.block`, [blocks][slots][8]. */
  readonly moments: Float64Array;
  /** One a slot. */
  readonly tallies: readonly TallyData[];
}

/** Runs slices of one prepared spec, one at a time. */
export class SliceRunner {
  private readonly runner: TrialRunner;
  /** [blocks][slots][8], of the blocks that are closed. */
  private moments = new Float64Array(0);
  private first = 0;
  private trials = 0;
  /** Whether the block under way is not yet in `moments`. */
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
    this.moments = new Float64Array(Math.ceil(trials / BLOCK) * this.blockNumbers);
    this.first = firstTrial;
    this.trials = 0;
    for (let done = 0; done < trials; done += BLOCK) {
      this.open = true;
      for (const complete of this.runner.block((firstTrial + done) / BLOCK, Math.min(BLOCK, trials - done))) {
        this.trials = done + complete;
        yield;
      }
      this.writeBlock();
      for (const recorder of this.runner.recorders) recorder.nextBlock();
      this.open = false;
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
      moments: this.moments.slice(0, Math.ceil(this.trials / BLOCK) * this.blockNumbers),
      tallies: this.runner.recorders.map((recorder) => recorder.counts()),
    };
  }

  private get blockNumbers(): number {
    return this.runner.recorders.length * BLOCK_NUMBERS;
  }

  /** Writes what the block under way has measured so far. */
  private writeBlock(): void {
    const at = Math.floor((this.trials - 1) / BLOCK) * this.blockNumbers;
    this.runner.recorders.forEach((recorder, slot) => recorder.block(this.moments, at + slot * BLOCK_NUMBERS));
  }
}

/** Where the numbers of one slot in one block of a slice begin. */
export const numbersAt = ({ tallies }: SliceData, block: number, slot: number): number =>
  (block * tallies.length + slot) * BLOCK_NUMBERS;
