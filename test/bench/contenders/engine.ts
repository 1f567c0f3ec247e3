/** This engine, whole: `node engine.mjs WORKERS`. */
import { createEngine } from "../../../src/engine/index";
import { spawnFromFile } from "../../../src/workers/node";
import { neuron, neuronResults, whole, wholeResults } from "./experiments";
import { serve } from "./protocol.mjs";

const workers = Number(process.argv[2]);
const engine = createEngine({ spawn: spawnFromFile(new URL("./worker.node.js", import.meta.url)), workers });

void serve("as shipped", {
  neuron: async ({ seed, size, timed }) => neuronResults(await timed(() => engine.run(neuron(size, seed)))),
  whole: async ({ seed, size, timed }) => wholeResults(await timed(() => engine.run(whole(size, seed)))),
});
