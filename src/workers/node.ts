import { Worker } from "node:worker_threads";
import type { FromWorker, Spawn } from "../engine/index";

/** Starts workers in Node from the path or file URL of their script. */
export function spawnFromFile(file: string | URL): Spawn {
  return () => {
    const worker = new Worker(file);
    let ended = false;
    return {
      post: (message) => worker.postMessage(message),
      onMessage: (handler) => worker.on("message", (message: FromWorker) => handler(message)),
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
