import { Accumulator, planOf, prepareCost, trialCost, type Plan, type SliceData } from "../core/index";
import type { ExploreReport, ExploreSpec } from "../formats/index";
import { workersSharing } from "./crew-size";
import type { Pool } from "./pool";
import { SIGN_EVERY, type FromWorker } from "./protocol";
import { Slices } from "./slices";
import type { Speed } from "./speed";

/** How a run is watched and stopped. */
export interface RunOptions {
  /** Aborting rejects the run with `signal.reason`; workers are free again within a slice. */
  readonly signal?: AbortSignal;
  /** The share of the trials that is done, from 0 to 1, about ten times a second. */
  readonly onProgress?: (fraction: number) => void;
  /** A valid report of the trials done so far (a prefix of the run), as often as `reportEvery` allows. */
  readonly onReport?: (report: ExploreReport) => void;
  /** Milliseconds between two partial reports; 40 unless told. */
  readonly reportEvery?: number;
}

/** What an engine has learnt of its machine. */
export interface Speeds {
  readonly prepare: Speed;
  readonly trials: Speed;
}

/**
 * Milliseconds of trials in the first picture: half a frame, so that what a slider's move asks for is drawn before the
 * frame after it. Until `ALONE` one worker runs what is shown: the next move may follow, and the others would only take
 * time from the interface.
 */
const FIRST_PICTURE = 8;
const ALONE = 40;
const PROGRESS_EVERY = 100;
let jobs = 0;

/** What two specs have in common when one continues the other: everything but the number of trials. */
const experimentOf = (spec: ExploreSpec): string => JSON.stringify({ ...spec, trials: 0, $schema: "" });

/** One experiment on the pool's workers, from its first trial to its last; it can be extended by more trials. */
export class Run {
  private readonly job = ++jobs;
  private readonly plan: Plan;
  private readonly cost: number;
  /** Workers that share this run. */
  private readonly workers: number;
  private readonly slices: Slices;
  private accumulator: Accumulator | null = null;
  /** The first trial that no worker has been given. */
  private cursor = 0;
  /** Whether the slice under way has all trials that are left, and may end before they do. */
  private alone = false;
  /** Trials done of the slices under way, by worker. */
  private readonly inFlight = new Map<number, number>();
  private readonly ready = new Set<number>();
  /** How many workers have been told to begin. */
  private started = 0;
  /** Workers that have run a slice of this run. */
  private readonly warm = new Set<number>();
  /** What the slices under way have measured, by worker. */
  private readonly partial = new Map<number, SliceData>();
  private readonly began = performance.now();
  /** When progress and a report were told last. */
  private told = { progress: 0, report: -Infinity };
  private settle: { resolve(report: ExploreReport): void; reject(reason: unknown): void } | null = null;

  constructor(
    private readonly spec: ExploreSpec,
    private readonly options: RunOptions,
    private readonly pool: Pool,
    private readonly speeds: Speeds,
  ) {
    this.plan = planOf(spec);
    this.cost = trialCost(this.plan);
    this.workers = workersSharing(spec, pool.size);
    this.slices = new Slices(this.cost, speeds.trials);
  }

  /** The run of the same experiment with more trials, which begins with what this one has; null for another one. */
  extendedTo(spec: ExploreSpec, options: RunOptions): Run | null {
    const { accumulator } = this;
    if (accumulator === null || spec.trials < accumulator.trials) return null;
    if (experimentOf(spec) !== experimentOf(this.spec)) return null;
    const next = new Run(spec, options, this.pool, this.speeds);
    accumulator.reopen();
    next.accumulator = accumulator;
    next.cursor = accumulator.trials;
    return next;
  }

  /** Runs to the last trial. */
  async finish(): Promise<ExploreReport> {
    const { signal } = this.options;
    const result = new Promise<ExploreReport>((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    const abort = (): void => this.settle?.reject(signal?.reason);
    signal?.addEventListener("abort", abort);
    let done = false;
    try {
      if (this.accumulator?.trials === this.spec.trials) return this.accumulator.report()!;
      await Promise.race([this.pool.acquire(this, this.workers), result]);
      this.start(0);
      if (!this.options.onReport) this.startOthers();
      // Not only once it is prepared: that would wait for an interface that is drawing.
      this.feed(0);
      const report = await result;
      done = true;
      return report;
    } finally {
      signal?.removeEventListener("abort", abort);
      this.pool.release(this, !done);
      this.settle = null;
    }
  }

  private start(worker: number): void {
    this.started = worker + 1;
    this.pool.post(worker, { type: "start", job: this.job, spec: this.spec, predicting: worker === 0 });
  }

  private startOthers(): void {
    while (this.started < this.workers) this.start(this.started);
  }

  message(worker: number, message: FromWorker): void {
    if (message.job !== this.job) return;
    try {
      this.take(worker, message);
    } catch (error) {
      // A listener of the caller threw: its run fails, not whoever delivers messages.
      this.settle?.reject(error);
    }
  }

  private take(worker: number, message: FromWorker): void {
    switch (message.type) {
      case "prepared":
        this.speeds.prepare.learn(message.milliseconds, prepareCost(this.plan, worker === 0), true);
        if (worker === 0) this.accumulator ??= new Accumulator(this.plan, message.summary);
        this.ready.add(worker);
        // The predictions and fixed values come from the first worker; the slices of others wait for them.
        if (this.accumulator !== null) for (const each of this.ready) if (!this.inFlight.has(each)) this.feed(each);
        return;
      case "progress":
        this.inFlight.set(worker, message.trials);
        if (message.partial) this.partial.set(worker, message.partial);
        this.tell();
        return;
      case "slice":
        this.speeds.trials.learn(message.milliseconds, this.cost * message.slice.trials, !this.warm.has(worker));
        this.warm.add(worker);
        this.inFlight.delete(worker);
        this.partial.delete(worker);
        this.accumulator?.add(message.slice);
        if (this.alone) this.cursor = message.slice.firstTrial + message.slice.trials;
        if (this.finished()) return;
        this.startOthers();
        this.feed(worker);
        this.tell();
        return;
      case "failed":
        this.settle?.reject(new Error(`The trials could not be run: ${message.message}`));
        return;
      default:
        message satisfies never;
    }
  }

  died(error: Error): void {
    this.settle?.reject(error);
  }

  /** Gives a worker the next slice. */
  private feed(worker: number): void {
    const left = this.spec.trials - this.cursor;
    if (left <= 0) return;
    const live = this.options.onReport !== undefined;
    // Alone it takes all that the time allows, whatever was estimated; but where a block may take longer, others join.
    this.alone = live && this.started === 1 && this.slices.blocksIn(ALONE) >= 1;
    const trials = this.alone ? left : this.slices.shared(this.cursor, this.spec.trials, this.started);
    this.inFlight.set(worker, 0);
    this.pool.post(worker, {
      type: "slice",
      job: this.job,
      firstTrial: this.cursor,
      trials,
      partial: live,
      tellAfter: live && this.told.report === -Infinity ? FIRST_PICTURE : SIGN_EVERY,
      atMost: this.alone ? ALONE : Infinity,
    });
    this.cursor += trials;
  }

  private finished(): boolean {
    if (this.accumulator?.reportable !== this.spec.trials) return false;
    this.settle?.resolve(this.accumulator.report()!);
    return true;
  }

  /** Tells how far the run is, and shows what there is, as often as was asked for. */
  private tell(): void {
    const now = performance.now();
    const { onProgress, onReport, reportEvery = 40 } = this.options;
    if (onProgress && now - this.told.progress >= PROGRESS_EVERY) {
      this.told.progress = now;
      onProgress(this.done() / this.spec.trials);
    }
    if (onReport && now - this.told.report >= reportEvery) {
      const report = this.accumulator?.report(this.next()) ?? null;
      if (report === null) return;
      this.told.report = now;
      if (now - this.began >= ALONE) this.startOthers();
      onReport(report);
    }
  }

  /** What was measured of the slice that follows the trials added up. */
  private next(): SliceData | null {
    for (const slice of this.partial.values()) if (slice.firstTrial === this.accumulator?.trials) return slice;
    return null;
  }

  private done(): number {
    let done = this.accumulator?.received ?? 0;
    for (const trials of this.inFlight.values()) done += trials;
    return done;
  }
}
