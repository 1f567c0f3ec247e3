/**
 * dist/worker.js, the worker of webviews and of the web extension host: one classic script, started from a Blob URL. The
 * worker of Node requires it.
 */
import { createKernels, serve, type ToWorker } from "../engine/index";
import wasm from "../../out/kernels.wasm";

serve(
  {
    post: (message) => postMessage(message),
    onMessage: (handler) => addEventListener("message", ({ data }: MessageEvent<ToWorker>) => handler(data)),
  },
  () => createKernels(wasm),
);
