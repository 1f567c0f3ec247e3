import { whileTold } from "../ui/window";

/** Milliseconds after which a notification says what is waited for. */
const QUIET = 800;

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
  if (await endsWithin(result, QUIET)) return result;
  return whileTold(title, (cancellation) => {
    const listening = cancellation.onCancellationRequested(() => controller.abort(new Error("cancelled")));
    const ended = result.catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    });
    return ended.finally(() => void listening.dispose());
  });
}

/** Whether something ends in so many milliseconds; rejects as it does. */
async function endsWithin(result: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([result.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
