/** Who takes part, and how each is started. */
import { join } from "node:path";
import { BENCH, BUILT, compileNative, writeParameters } from "./build";
import { blasOf, pythonWith } from "./python";
import type { WorkId } from "./works";

/** One process that can be asked for works. */
export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Where it would take minutes: how much of a work it does, its time being scaled. */
  readonly sizes?: Partial<Readonly<Record<WorkId, number>>>;
  /** Why it lacks works. */
  readonly lacks?: string;
}
/** A contender that could not be had. */
export interface Missing {
  readonly name: string;
  readonly missing: string;
}

/** This engine, whole: it is what others are compared with in the neuron and the whole exploration. */
export const ENGINE = "this engine, 2 workers";
/** This engine's kernels: what others are compared with in all else. */
export const KERNELS = "this engine's kernels, 1 thread";
/** Whose time is 1 in a work. */
export const baselineOf = (work: WorkId): string => (work === "neuron" || work === "whole" ? ENGINE : KERNELS);

const TORCH = "2.13.0";
const NUMPY = "2.4.6";
const node = (file: string, ...args: string[]): string[] => [process.execPath, file, ...args];
const inBench = (name: string): string => join(BENCH, "contenders", name);
const reason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n").join(" ");

/** Gives all contenders, those that could not be had with the reason. */
export async function findContenders(): Promise<readonly (Contender | Missing)[]> {
  const environment = { BENCH_PARAMETERS: await writeParameters(), OPENBLAS_NUM_THREADS: "1" };
  const numpy = await pythonWith("numpy", NUMPY).catch(reason);
  const torch = await pythonWith("torch", TORCH).catch(reason);
  const python = (name: string, path: string, file: string, ...args: string[]): Contender | Missing =>
    path.endsWith("python") || path.endsWith("python3")
      ? { name, environment, command: [path, inBench(file), ...args] }
      : { name, missing: path };
  const script = (name: string, file: string): Contender => ({ name, environment, command: node(inBench(file)) });
  const sameAs = "its other works are those of the row above";
  return [
    ...ours(environment),
    await native(environment, numpy),
    python("torch, 1 thread", torch, "torch_contender.py", "1", "dropout"),
    python("torch, 2 threads", torch, "torch_contender.py", "2", "dropout"),
    { ...python("torch, 1 thread, masks by rand", torch, "torch_contender.py", "1", "rand"), lacks: sameAs },
    { ...python("torch, 2 threads, masks by rand", torch, "torch_contender.py", "2", "rand"), lacks: sameAs },
    python("NumPy, 1 thread", numpy, "numpy_contender.py"),
    script("tfjs-wasm", "tfjs.mjs"),
    script("onnxruntime-web", "onnxruntime.mjs"),
    script("jax-js", "jax.mjs"),
  ];
}

function ours(environment: Contender["environment"]): Contender[] {
  const built = (name: string): string => join(BUILT, `${name}.mjs`);
  const whole = "a run is of whole experiments; the kernels' row has the other works";
  const engine = (name: string, workers: string): Contender => ({
    name,
    environment,
    command: node(built("engine"), workers),
    lacks: whole,
  });
  return [
    { name: KERNELS, environment, command: node(built("kernels")), lacks: "experiments are the engine's" },
    engine("this engine, 1 worker", "1"),
    engine(ENGINE, "2"),
    {
      name: "its TypeScript specification",
      environment,
      command: node(built("specification")),
      sizes: { neuron: 100_000, gemm: 128, histogram: 1_000_000, whole: 64 },
    },
  ];
}

async function native(environment: Contender["environment"], python: string): Promise<Contender | Missing> {
  const name = "C, 1 thread";
  const compiled = await compileNative();
  if ("missing" in compiled) return { name, ...compiled };
  const blas = await blasOf(python);
  return { name, environment, command: blas === undefined ? [compiled.program] : [compiled.program, blas] };
}
