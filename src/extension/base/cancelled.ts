import type { Disposes } from "./disposable";

/** As much of VS Code's cancellation token as is used. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): Disposes;
}

/**
 * Waits for something unless it is no longer asked for: nothing is begun for a question that was taken back, and nobody
 * waits on for one that is taken back meanwhile.
 *
 * @returns undefined where the question was taken back.
 */
export async function unlessTakenBack<T>(cancellation: Cancellation, begin: () => Promise<T>): Promise<T | undefined> {
  if (cancellation.isCancellationRequested) return undefined;
  let listening: Disposes | undefined;
  const takenBack = new Promise<undefined>((resolve) => {
    listening = cancellation.onCancellationRequested(() => resolve(undefined));
  });
  try {
    return await Promise.race([begin(), takenBack]);
  } finally {
    listening?.dispose();
  }
}
