/** What every contender's results must be, whatever its random numbers: means and variances with their standard errors. */
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { createEngine, type Spawn } from "../../../src/engine/index";
import { spawnFromFile } from "../../../src/workers/node";
import { wholeResults, whole } from "../contenders/experiments";
import { fillActivations, P } from "../contenders/inputs.mjs";
import { BUILT } from "./build";

/** A quantity and the standard error that a run of the work has in it. */
export interface Figure {
  readonly value: number;
  readonly error: number;
}
/** What is expected of some values. */
export interface Expected {
  readonly count: number;
  readonly mean: Figure;
  readonly variance: Figure;
}
/** By the names that results have. */
export type Expectations = Readonly<Record<string, Expected>>;

const q = 1 - P;

/** Of dropout of x: mean m, variance (x^2 on average)/q - m^2; only the masks are random. */
export function expectedDropout(size: number): Expectations {
  const x = fillActivations(new Float32Array(256));
  const power = (n: number): number => x.reduce((sum, value) => sum + value ** n, 0) / x.length;
  const [m1, m2, m4] = [power(1), power(2), power(4)];
  const mean = { value: m1, error: Math.sqrt((m2 * P) / q / size) };
  // Of the mean square, and of the square of the mean.
  const error = Math.sqrt((m4 * P) / q ** 3 / size) + 2 * m1 * mean.error;
  return { out: { count: size, mean, variance: { value: m2 / q - m1 * m1, error } } };
}

/** Of the neuron: 100 inputs of 1, each kept with probability q, in train divided by q. */
export function expectedNeuron(size: number): Expectations {
  const of = (mean: number, variance: number): Expected => ({
    count: size,
    mean: { value: mean, error: Math.sqrt(variance / size) },
    variance: { value: variance, error: variance * Math.sqrt(2 / size) },
  });
  return { train: of(100, (100 * P) / q), unscaledTrain: of(100 * q, 100 * P * q) };
}

const RUNS = 64;
const TRIALS = 256;

interface Summary {
  readonly count: number;
  readonly mean: number;
  readonly variance: number;
}

/**
 * Of the whole exploration: as 64 runs of this engine give it, whose scatter gives the standard errors. The units of one
 * trial share input and masks, so these do not follow from the variance.
 */
export async function expectedWhole(): Promise<(size: number) => Expectations> {
  const spawn: Spawn = spawnFromFile(pathToFileURL(join(BUILT, "worker.node.js")));
  const engine = createEngine({ spawn, workers: 1 });
  const runs: Record<string, Summary>[] = [];
  for (let i = 0; i < RUNS; i++) {
    runs.push(wholeResults(await engine.run(whole(TRIALS, 0xffff0000 + i))) as Record<string, Summary>);
  }
  engine.dispose();
  const figure = (size: number, values: readonly number[]): Figure => {
    const value = values.reduce((sum, each) => sum + each, 0) / RUNS;
    const scatter = values.reduce((sum, each) => sum + (each - value) ** 2, 0) / (RUNS - 1);
    // Of a run of this size, and of what it is compared with.
    return { value, error: Math.sqrt(scatter * (TRIALS / size + 1 / RUNS)) };
  };
  return (size) =>
    Object.fromEntries(
      Object.entries(runs[0]!).map(([name, { count }]) => {
        const of = (key: "mean" | "variance"): Figure =>
          figure(
            size,
            runs.map((run) => run[name]![key]),
          );
        return [name, { count: (count / TRIALS) * size, mean: of("mean"), variance: of("variance") }];
      }),
    );
}
