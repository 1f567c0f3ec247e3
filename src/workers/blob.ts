import type { FromWorker, WorkerPort } from "../engine/index";

/** What developer tools call a worker. */
export const WORKER_NAME = "Dropout Explorer";

/** Starts a worker from the text of its script: a webview's own URI is cross-origin for `new Worker`. */
export function startFromBlob(script: string): WorkerPort {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(url, { name: WORKER_NAME });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (handler) => worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => handler(data)),
    onError: (handler) => worker.addEventListener("error", (event) => handler(new Error(event.message))),
    terminate: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
    keepAlive: () => undefined,
  };
}
