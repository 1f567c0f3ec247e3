/** The worker of webviews and of the web extension host: one classic script, started from a Blob URL. */
import { referenceKernels, serve, type ToWorker } from "../engine/index";

serve(
  {
    post: (message) => postMessage(message),
    onMessage: (handler) => addEventListener("message", ({ data }: MessageEvent<ToWorker>) => handler(data)),
  },
  () => referenceKernels,
);
