/** What a person reads of an error. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Waits for what nobody else waits for; where it fails, `tell` hears why, and the promise resolves nevertheless. */
export async function orTold(action: () => Promise<unknown>, tell: (error: unknown) => void): Promise<void> {
  try {
    await action();
  } catch (error) {
    tell(error);
  }
}
