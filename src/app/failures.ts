import type { Host } from "./host";

/** As much of a page as its failures need. */
export interface Failing {
  addEventListener(type: "unhandledrejection", listener: (event: { readonly reason: unknown }) => void): void;
  addEventListener(type: "error", listener: (event: { readonly error?: unknown }) => void): void;
}

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** Lets the host's log hear of whatever fails in a page and nobody waits for. */
export function logFailures(page: Failing, host: Pick<Host, "post">): void {
  const log = (error: unknown): void => host.post({ type: "log", level: "error", message: textOf(error) });
  page.addEventListener("unhandledrejection", ({ reason }) => log(reason));
  page.addEventListener("error", ({ error }) => {
    // Browsers fire it without an error too, where a size is observed once more in the same frame.
    if (error !== undefined && error !== null) log(error);
  });
}
