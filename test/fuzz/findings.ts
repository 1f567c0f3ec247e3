import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Failure, Place } from "./target";

/** An input of a target as a file holds it: one that once failed and is to be tried for ever, or one that fails now. */
export interface Kept {
  readonly target: string;
  readonly input: unknown;
}

/** A fault: its first input, made small, and how many more fail in this way. */
export interface Finding {
  readonly target: string;
  input: unknown;
  readonly failure: Failure;
  /** What gives the input as it was found; null for one that is kept as a file. */
  readonly place: Place | null;
  count: number;
}

const HERE = __dirname;
/** Inputs that once failed. */
export const SEEDS = join(HERE, "seeds");
const FINDINGS = join(HERE, "..", "..", "test-results", "fuzz");

/** The inputs that are kept, of some targets. */
export function keptInputs(targets: readonly string[]): Kept[] {
  const files = readdirSync(SEEDS).filter((name) => name.endsWith(".json"));
  const kept = files.map((name) => JSON.parse(readFileSync(join(SEEDS, name), "utf8")) as Kept);
  return kept.filter(({ target }) => targets.includes(target));
}

/** Writes a finding as a file; its target and input make a kept input, a file beside the others. Gives its path. */
export function writeFinding({ target, input, failure, place }: Finding): string {
  mkdirSync(FINDINGS, { recursive: true });
  const name = createHash("sha256").update(`${target} ${failure.kind}`).digest("hex").slice(0, 8);
  const file = join(FINDINGS, `${target}-${name}.json`);
  writeFileSync(file, `${JSON.stringify({ target, input, failure, place }, undefined, 2)}\n`);
  return file;
}
