import { Worker } from "node:worker_threads";
import type { Port } from "./port";

/** A worker's garbage is short-lived: without this limit two of them grew by 16 MB in a long run, with it by 11. */
const YOUNG_MB = 2;

/** Starts workers in Node from the path or file URL of their script. */
export function spawnFromFile<To, From>(file: string | URL): () => Port<To, From> {
  return () => {
    const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    let ended = false;
    return {
      post: (message) => worker.postMessage(message),
      onMessage: (handler) => worker.on("message", (message: From) => handler(message)),
      onError: (handler) => {
        worker.on("error", handler);
        worker.on("exit", (code) => {
          if (!ended) handler(new Error(`it ended with code ${code}`));
        });
      },
      terminate: () => {
        ended = true;
        void worker.terminate();
      },
      keepAlive: (alive) => (alive ? worker.ref() : worker.unref()),
    };
  };
}
