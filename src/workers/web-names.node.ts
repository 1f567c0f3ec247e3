/** Gives a worker of Node the two globals by which a worker of the web hears and answers. */
import { parentPort } from "node:worker_threads";

Object.assign(globalThis, {
  postMessage: parentPort?.postMessage.bind(parentPort),
  addEventListener: parentPort?.addEventListener.bind(parentPort),
});
