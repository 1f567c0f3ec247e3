/** What the names of our measures begin with. */
const PREFIX = "dropoutExplorer:";
/** A setting that package.json does not have: it is for the bench. */
export const TIMED_SETTING = "measureHandlers";

let asked = false;

/** Lets handlers leave a measure each time that they run. */
export function timeHandlers(): void {
  asked = true;
}

/** Runs the work of a handler of this host, which takes its time from all other extensions: it is measured where that was asked for. */
export function timed<T>(handler: string, work: () => T): T {
  if (!asked) return work();
  const start = performance.now();
  try {
    return work();
  } finally {
    performance.measure(PREFIX + handler, { start });
  }
}
