/** A contender's process: a question is a line, and so is its answer. */
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { cleanEnvironment } from "../../host/rig/command";
import type { Contender } from "./contenders";
import type { WorkId } from "./works";

/** What a contender says first. */
export interface Introduction {
  readonly about: string;
  readonly works: readonly WorkId[];
}
/** What it says of one work. */
export interface Answer {
  readonly milliseconds: number;
  readonly results: Readonly<Record<string, unknown>>;
}

/** Milliseconds after which nobody waits any longer for an answer. */
const PATIENCE = 300_000;

/** A process that has introduced itself and answers one question at a time. */
export class Asking {
  private constructor(
    readonly contender: Contender,
    readonly introduction: Introduction,
    private readonly child: ChildProcess,
    private readonly lines: () => Promise<unknown>,
  ) {}

  /** Starts a contender. @throws an Error with its last words where it does not come up. */
  static async start(contender: Contender): Promise<Asking> {
    const [command, ...args] = contender.command as [string, ...string[]];
    const env = { ...cleanEnvironment(), ...contender.environment };
    const child = spawn(command, args, { env, stdio: ["pipe", "pipe", "pipe"] });
    const lines = linesOf(child);
    return new Asking(contender, (await lines()) as Introduction, child, lines);
  }

  /** @throws an Error with the contender's own words where it fails or ends. */
  async ask(work: WorkId, seed: number, size: number): Promise<Answer> {
    this.child.stdin!.write(`${JSON.stringify({ work, seed, size })}\n`);
    const answer = (await this.lines()) as Answer | { readonly error: string };
    if ("error" in answer) throw new Error(answer.error);
    return answer;
  }

  end(): void {
    this.child.stdin!.end();
    this.child.kill();
  }
}

/** Gives the next line that a process writes, parsed. */
function linesOf(child: ChildProcess): () => Promise<unknown> {
  let words = "";
  child.stderr!.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2000)));
  child.stdin!.on("error", () => undefined);
  const ended = new Promise<never>((_, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => reject(new Error(`it ended with ${signal ?? code}: ${words.trim()}`)));
  });
  ended.catch(() => undefined);
  const iterator = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return async () => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer after ${PATIENCE / 1000} s`)), PATIENCE);
    });
    const line = iterator.next().then(({ value, done }) => (done ? ended : (JSON.parse(value) as unknown)));
    return Promise.race([line, ended, late]).finally(() => clearTimeout(timer));
  };
}
