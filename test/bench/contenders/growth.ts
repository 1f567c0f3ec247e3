/** One run of the neuron in a fresh process: `node growth.mjs WORKERS TRIALS` prints its time and memory. */
import { createEngine } from "../../../src/engine/index";
import { spawnFromFile } from "../../../src/workers/node";
import { neuron } from "./experiments";

const [workers, trials] = process.argv.slice(2).map(Number) as [number, number];
const engine = createEngine({ spawn: spawnFromFile(new URL("./worker.node.js", import.meta.url)), workers });
/** The most that the process has had in memory, in bytes. */
const peak = (): number => process.resourceUsage().maxRSS * 1024;

await engine.run(neuron(10_000, 1));
const before = peak();
const start = performance.now();
await engine.run(neuron(trials, 2));
const milliseconds = performance.now() - start;
console.log(JSON.stringify({ trials, milliseconds, before, peak: peak() }));
engine.dispose();
