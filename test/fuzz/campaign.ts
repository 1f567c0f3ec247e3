import { writeFinding, type Finding, type Kept } from "./findings";
import type { Options } from "./options";
import { Runner } from "./runner";
import { shrunk, simpler } from "./shrink";
import type { Failure, Place, Target } from "./target";

/** How one target fared. */
export interface Row {
  readonly target: string;
  inputs: number;
  failures: number;
  milliseconds: number;
}

/** Rounds of a run: every target has a turn in each, so that a run that is broken off has tried all of them. */
const ROUNDS = 4;
/** What is spent on making a failing input small. */
const EFFORT = { tries: 5_000, milliseconds: 20_000 };

interface Turn {
  readonly target: Target;
  readonly round: number;
  readonly milliseconds: number;
}

/** One run of the fuzzer: what it has found so far. */
export class Campaign {
  readonly findings: Finding[] = [];
  readonly #rows: ReadonlyMap<string, Row>;

  constructor(
    private readonly script: string,
    private readonly targets: readonly Target[],
    private readonly options: Options,
  ) {
    const row = ({ name }: Target): Row => ({ target: name, inputs: 0, failures: 0, milliseconds: 0 });
    this.#rows = new Map(targets.map((target) => [target.name, row(target)]));
  }

  get rows(): readonly Row[] {
    return [...this.#rows.values()];
  }

  /** Tries what once failed, then new inputs until time is over. */
  async run(kept: readonly Kept[]): Promise<void> {
    const runner = this.#runner();
    for (const { target, input } of kept) {
      this.#row(target).inputs++;
      const failure = await runner.try(target, input);
      if (failure) await this.#found(runner, { target, input }, failure, null);
    }
    runner.close();
    const turns = this.#turns();
    await Promise.all(Array.from({ length: this.options.workers }, () => this.#work(turns)));
  }

  #runner(): Runner {
    return new Runner(this.script, this.options);
  }

  #row(target: string): Row {
    return this.#rows.get(target)!;
  }

  #turns(): Turn[] {
    const total = this.targets.reduce((sum, { weight = 1 }) => sum + weight, 0);
    const each = (this.options.minutes * 60_000 * this.options.workers) / ROUNDS / total;
    return Array.from({ length: ROUNDS }, (_, round) =>
      this.targets.map((target) => ({ target, round, milliseconds: each * (target.weight ?? 1) })),
    ).flat();
  }

  async #work(turns: Turn[]): Promise<void> {
    const runner = this.#runner();
    for (let turn = turns.shift(); turn; turn = turns.shift()) await this.#turn(runner, turn);
    runner.close();
  }

  async #turn(runner: Runner, { target: { name }, round, milliseconds }: Turn): Promise<void> {
    const row = this.#row(name);
    const { seed } = this.options;
    const place = (index: number): Place => ({ target: name, seed, round, index });
    for (let from = 0, left = milliseconds; left > 0;) {
      const failed: [number, unknown, Failure][] = [];
      const start = performance.now();
      const slice = { target: name, seed, round, from, milliseconds: left };
      const { next, lost } = await runner.slice(slice, (...failure) => failed.push(failure));
      const took = performance.now() - start;
      row.milliseconds += took;
      row.inputs += next - from;
      for (const [index, input, failure] of failed)
        await this.#found(runner, { target: name, input }, failure, place(index));
      if (lost) await this.#lost(runner, place(lost.index), lost.failure);
      left -= took;
      from = next;
    }
  }

  /** A process that did not answer is believed once it does so again: the machine may have been busy. */
  async #lost(runner: Runner, place: Place, failure: Failure): Promise<void> {
    const { target, seed, round, index } = place;
    const input = await runner.generate(target, seed, round, index);
    const again = input === undefined ? failure : await runner.try(target, input);
    if (again) await this.#found(runner, { target, input }, again, place);
  }

  async #found(runner: Runner, { target, input }: Kept, failure: Failure, place: Place | null): Promise<void> {
    this.#row(target).failures++;
    const alike = this.findings.find((one) => one.target === target && one.failure.kind === failure.kind);
    if (alike) {
      alike.count++;
      return;
    }
    // Counted before it is small: the other workers find it too.
    const finding = { target, input, failure, place, count: 1 };
    this.findings.push(finding);
    const stillFails = async (smaller: unknown): Promise<boolean> =>
      (await runner.try(target, smaller))?.kind === failure.kind;
    const known = this.targets.find(({ name }) => name === target);
    finding.input = await shrunk(input, stillFails, EFFORT, (value) => known?.shrink?.(value) ?? simpler(value));
    console.log(`${target}: ${failure.kind}\n  ${writeFinding(finding)}`);
  }
}
