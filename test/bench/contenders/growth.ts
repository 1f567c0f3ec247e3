/** One run of the neuron in a fresh process: `node growth.mjs WORKERS TRIALS` prints its time and memory. */
import { readFileSync } from "node:fs";
import { createEngine } from "../../../src/engine/index";
import { spawnFromFile } from "../../../src/workers/node";
import { neuron } from "./experiments";

const [workers, trials] = process.argv.slice(2).map(Number) as [number, number];
const engine = createEngine({ spawn: spawnFromFile(new URL("./worker.node.js", import.meta.url)), workers });
/**
 * The most that this program has had in memory, in bytes. Linux's maxRSS begins with what the process had that it was forked
 * from, and says nothing below that; VmHWM begins with the program.
 */
function peak(): number {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) * 1024;
}

await engine.run(neuron(10_000, 1));
const before = peak();
const start = performance.now();
await engine.run(neuron(trials, 2));
const milliseconds = performance.now() - start;
console.log(JSON.stringify({ trials, milliseconds, before, peak: peak() }));
engine.dispose();
