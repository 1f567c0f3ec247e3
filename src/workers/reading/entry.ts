/**
 * dist/reader.js, the worker in which the web extension host reads Python: one classic script, started from a Blob URL.
 * The reader of Node requires it.
 */
import { serveReading } from "./serve";
import type { ToReader } from "./protocol";

serveReading({
  post: (message) => postMessage(message),
  onMessage: (handler) => addEventListener("message", ({ data }: MessageEvent<ToReader>) => handler(data)),
});
