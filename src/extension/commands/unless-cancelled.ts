import { whileTold } from "../ui/window";

/** Milliseconds after which a person is told what is waited for. */
const UNTOLD = 800;

/**
 * Waits for what may take any time, from a moment on with a notification that says so.
 *
 * @param title What is waited for.
 * @param action Rejects once its signal is aborted.
 * @returns undefined where the person cancels.
 */
export async function unlessCancelled<T>(
  title: string,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const controller = new AbortController();
  const { signal } = controller;
  const result = action(signal);
  const soon = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), UNTOLD));
  if (await Promise.race([result.then(() => true), soon])) return result;
  return whileTold(title, (cancellation) => {
    cancellation.onCancellationRequested(() => controller.abort(new Error("cancelled")));
    return result.catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    });
  });
}
