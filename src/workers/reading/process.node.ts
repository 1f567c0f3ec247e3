/**
 * dist/reader.process.js, the process in which an extension host under Node reads Python. A thread of it reads, so that it
 * hears at once that its host is gone, whatever the thread is at.
 */
import { join } from "node:path";
import { Worker } from "node:worker_threads";

/** A text of 1 MB takes at most 200 MB to read. */
const MOST_MB = 512;

const reader = new Worker(join(__dirname, "reader.node.js"), { resourceLimits: { maxOldGenerationSizeMb: MOST_MB } });
const end = (): void => process.exit(1);

reader.on("message", (message: object) => process.send?.(message));
reader.on("error", end);
reader.on("exit", end);
process.on("message", (message) => reader.postMessage(message));
process.on("disconnect", end);
