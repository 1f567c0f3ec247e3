/** The worker of Node: the desktop's and the remote's extension host, and scripts. */
import { parentPort } from "node:worker_threads";
import { createKernels, serve, type ToWorker } from "../engine/index";
import wasm from "../../out/kernels.wasm";

serve(
  {
    post: (message) => parentPort?.postMessage(message),
    onMessage: (handler) => parentPort?.on("message", (message: ToWorker) => handler(message)),
  },
  () => createKernels(wasm),
);
