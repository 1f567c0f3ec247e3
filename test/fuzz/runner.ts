import { fork, type ChildProcess } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FromChild, Slice, ToChild } from "./protocol";
import type { Failure } from "./target";

/** How a child may be treated. */
export interface Limits {
  /** Milliseconds of a processor that one input may take. */
  readonly deadline: number;
  /** Megabytes that the heap may have. */
  readonly memory: number;
}

/** Why there is no answer: what a child did instead, and at which input. */
export interface Lost {
  readonly failure: Failure;
  readonly index: number;
}

/** What is said of a failure that has no error. */
const HANGS: Failure = { kind: "does not end", message: "The input took longer than the deadline" };
const dies = (how: string): Failure => ({
  kind: `ends the process: ${how}`,
  message: "The process did not survive the input",
});

const isLost = (answer: FromChild | Lost): answer is Lost => !("type" in answer);

/** Milliseconds between two looks at the progress. */
const LOOK = 100;
/** Milliseconds in which a process starts and prepares what its inputs are made of. */
const START = 60_000;
/** Where progress stands before there is any. */
const NONE = Number.NEGATIVE_INFINITY;

/** Milliseconds for which a process has kept processors busy: others on a busy machine take nothing from its deadline. */
function busy(pid: number | undefined): number {
  try {
    // After the name, which may hold anything: the times are the 14th and 15th field, in hundredths of a second.
    const fields = readFileSync(`/proc/${pid ?? 0}/stat`, "utf8")
      .split(") ")[1]!
      .split(" ");
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    // Elsewhere than on Linux the clock has to do.
    return performance.now();
  }
}

/** Runs inputs in a process of their own, which is started again after an input that hangs or ends it. */
export class Runner {
  readonly #folder = mkdtempSync(join(tmpdir(), "dropout-explorer-fuzz-"));
  readonly #progress = openSync(join(this.#folder, "progress"), "w+");
  #child: ChildProcess | undefined;

  constructor(
    private readonly script: string,
    private readonly limits: Limits,
  ) {}

  /** Runs inputs until time is over or the child is lost; gives the number of the next input, and how it was lost. */
  async slice(
    slice: Slice,
    onFailure: (index: number, input: unknown, failure: Failure) => void,
  ): Promise<{ readonly next: number; readonly lost?: Lost }> {
    const answer = await this.#ask({ type: "slice", ...slice }, ({ index, input, failure }) =>
      onFailure(index, input, failure),
    );
    if (isLost(answer)) return { next: answer.index + 1, lost: answer };
    return { next: (answer as Extract<FromChild, { type: "ended" }>).next };
  }

  /** How one input fails, if it does. */
  async try(target: string, input: unknown): Promise<Failure | null> {
    const answer = await this.#ask({ type: "try", target, input });
    return isLost(answer) ? answer.failure : (answer as Extract<FromChild, { type: "tried" }>).failure;
  }

  /** The input of a place; undefined where making it is what fails. */
  async generate(target: string, seed: number, round: number, index: number): Promise<unknown> {
    const answer = await this.#ask({ type: "generate", target, seed, round, index });
    return isLost(answer) ? undefined : (answer as Extract<FromChild, { type: "generated" }>).input;
  }

  /** Ends the child. */
  close(): void {
    this.#child?.kill("SIGKILL");
    closeSync(this.#progress);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #started(): ChildProcess {
    this.#child ??= fork(this.script, [], {
      execArgv: [`--max-old-space-size=${this.limits.memory}`, "--enable-source-maps", "--no-warnings"],
      stdio: [
        "ignore",
        "ignore",
        process.env["DROPOUT_EXPLORER_VERBOSE"] ? "inherit" : "ignore",
        this.#progress,
        "ipc",
      ],
      serialization: "json",
    });
    return this.#child;
  }

  #begin(): void {
    writeSync(this.#progress, new Uint8Array(Float64Array.of(NONE).buffer), 0, 8, 0);
  }

  /** The number of the input that the child is at. */
  #at(): number {
    const place = new Float64Array(1);
    readSync(this.#progress, new Uint8Array(place.buffer), 0, 8, 0);
    return place[0]!;
  }

  #ask(
    message: ToChild,
    onFailure: (message: Extract<FromChild, { type: "failed" }>) => void = () => undefined,
  ): Promise<FromChild | Lost> {
    const child = this.#started();
    this.#begin();
    return new Promise((resolve) => {
      const end = (answer: FromChild | Lost): void => {
        clearInterval(timer);
        child.removeAllListeners();
        if (isLost(answer)) this.#child = undefined;
        resolve(answer);
      };
      const timer = this.#watch(child, () => end({ failure: HANGS, index: this.#at() }));
      child.on("message", (answer: FromChild) => (answer.type === "failed" ? onFailure(answer) : end(answer)));
      child.on("error", (error) => end({ failure: dies(error.message), index: this.#at() }));
      child.on("exit", (code, signal) => end({ failure: dies(signal ?? `code ${code ?? 0}`), index: this.#at() }));
      child.send(message);
    });
  }

  /** Ends a child that stays at one input for as long as the deadline. */
  #watch(child: ChildProcess, onEnd: () => void): NodeJS.Timeout {
    let at = NONE;
    let since = busy(child.pid);
    return setInterval(() => {
      const [now, used] = [this.#at(), busy(child.pid)];
      if (now !== at) [at, since] = [now, used];
      if (used - since < (at === NONE ? START : this.limits.deadline)) return;
      onEnd();
      child.kill("SIGKILL");
    }, LOOK);
  }
}
