import type { Port } from "./port";

/** What developer tools call a worker that runs trials. */
export const WORKER_NAME = "Dropout Explorer";

/** Starts a worker from the text of its script: a webview's own URI is cross-origin for `new Worker`. */
export function startFromBlob<To, From>(script: string, name = WORKER_NAME): Port<To, From> {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(url, { name });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (handler) => worker.addEventListener("message", ({ data }: MessageEvent<From>) => handler(data)),
    onError: (handler) => worker.addEventListener("error", (event) => handler(new Error(event.message))),
    terminate: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
    keepAlive: () => undefined,
  };
}
