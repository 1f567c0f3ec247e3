import type { ExploreReport } from "../../formats/index";
import { BLOCK } from "../random/key";
import { Tally, type TallyData } from "../statistics/tally";
import { addAll, addNumbers, copy, none, type Measured, type SlotMoments } from "./measured";
import { CHUNK, type Plan } from "./plan";
import type { PreparedSummary } from "./prepare";
import { assembleReport } from "./report";
import { numbersAt, partFrom, type SliceData } from "./slice";
import { slotsOf } from "./slots";

function sumOf(a: TallyData, b: TallyData): TallyData {
  const tally = new Tally();
  tally.merge(a);
  tally.merge(b);
  return tally.data();
}

/**
 * Adds slices up in the order of their trials, however they arrive: moments block by block into chunks of 65,536
 * trials and chunk by chunk into the total, so that their bits do not depend on how the work was cut.
 */
export class Accumulator {
  /** Trials that are added up, all before the next slice. */
  trials = 0;
  private readonly slots: number;
  private totals: SlotMoments[];
  private chunks: SlotMoments[];
  private readonly tallies: Tally[];
  /** Slices that came before one that belongs in front of them. */
  private readonly waiting = new Map<number, SliceData>();
  /** A slice whose last block is not full: it ends the run, or is replaced when the run is extended. */
  private tail: SliceData | null = null;

  constructor(
    private readonly plan: Plan,
    private readonly summary: PreparedSummary,
  ) {
    this.slots = slotsOf(plan).length;
    this.totals = Array.from({ length: this.slots }, none);
    this.chunks = Array.from({ length: this.slots }, none);
    this.tallies = Array.from({ length: this.slots }, () => new Tally());
  }

  /** Takes a slice of whole blocks, or the last one of a run. */
  add(slice: SliceData): void {
    this.waiting.set(slice.firstTrial, slice);
    for (let next = this.waiting.get(this.trials); next; next = this.waiting.get(this.trials)) {
      this.waiting.delete(this.trials);
      if (next.trials % BLOCK !== 0) {
        this.tail = next;
        return;
      }
      this.append(next);
    }
  }

  /** Forgets what is not made of whole blocks, so that more trials can follow. */
  reopen(): void {
    this.tail = null;
    this.waiting.clear();
  }

  /** Trials in a report made now. */
  get reportable(): number {
    return this.trials + (this.tail?.trials ?? 0);
  }

  /** Trials received, also those that wait for others. */
  get received(): number {
    let waiting = 0;
    for (const slice of this.waiting.values()) waiting += slice.trials;
    return this.reportable + waiting;
  }

  /** The report of all trials added up, and of `partial` where it follows them; null before the first trial. */
  report(partial: SliceData | null = null): ExploreReport | null {
    const last = this.tail ?? (partial?.firstTrial === this.trials ? partial : null);
    const trials = this.trials + (last?.trials ?? 0);
    if (trials === 0) return null;
    const measured = this.totals.map((_, slot) => this.measured(slot, last));
    return assembleReport(this.plan, this.summary, measured, trials);
  }

  private append(slice: SliceData): void {
    const end = this.trials + slice.trials;
    for (let part = 0; this.trials < end; part++) {
      this.trials += partFrom(this.trials, end);
      this.chunks.forEach((chunk, slot) => addNumbers(chunk, slice.moments, numbersAt(slice, part, slot)));
      if (this.trials % CHUNK === 0) this.closeChunk();
    }
    slice.tallies.forEach((tally, slot) => this.tallies[slot]!.merge(tally));
    this.tail = null;
  }

  private closeChunk(): void {
    this.chunks.forEach((chunk, slot) => addAll(this.totals[slot]!, chunk));
    this.chunks = Array.from({ length: this.slots }, none);
  }

  /** One slot's figures, the last slice included without being kept. */
  private measured(slot: number, last: SliceData | null): Measured {
    const chunk = copy(this.chunks[slot]!);
    const total = copy(this.totals[slot]!);
    const tally = this.tallies[slot]!.data();
    if (last !== null) {
      const end = this.trials + last.trials;
      for (let part = 0, trial = this.trials; trial < end; part++) {
        if (part > 0 && trial % CHUNK === 0) {
          addAll(total, chunk);
          Object.assign(chunk, none());
        }
        addNumbers(chunk, last.moments, numbersAt(last, part, slot));
        trial += partFrom(trial, end);
      }
    }
    addAll(total, chunk);
    return { moments: total, tally: last === null ? tally : sumOf(tally, last.tallies[slot]!) };
  }
}
