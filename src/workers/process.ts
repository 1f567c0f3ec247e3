import { fork } from "node:child_process";
import type { Port } from "./port";

/** VS Code's own program is Node where this says so. */
const AS_NODE = { ELECTRON_RUN_AS_NODE: "1" };

/**
 * Starts processes in Node from the path of their script. A thread would not do for work that may need any amount of
 * memory: one allocation that fails aborts the process with all of its threads, whatever their limits are.
 */
export function spawnProcess<To, From>(file: string): () => Port<To, From> {
  return () => {
    const child = fork(file, {
      serialization: "advanced",
      execArgv: [],
      env: { ...process.env, ...AS_NODE },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    let ended = false;
    return {
      // One that is about to exit says so itself.
      post: (message) => void child.send(message as object, () => undefined),
      onMessage: (handler) => child.on("message", (message) => handler(message as From)),
      onError: (handler) => {
        child.on("error", handler);
        child.on("exit", (code, signal) => {
          if (!ended) handler(new Error(`it ended with ${signal ?? `code ${code}`}`));
        });
      },
      terminate: () => {
        ended = true;
        child.kill("SIGKILL");
      },
      keepAlive: (alive) => {
        child[alive ? "ref" : "unref"]();
        child.channel?.[alive ? "ref" : "unref"]();
      },
    };
  };
}
