/** A worker as its host sees it, whatever starts it. */
export interface Port<To, From> {
  post(message: To): void;
  onMessage(handler: (message: From) => void): void;
  /** The worker died or could not start. */
  onError(handler: (error: Error) => void): void;
  terminate(): void;
  /** Whether a process that has nothing else to do waits for this worker; meaningful in Node alone. */
  keepAlive(alive: boolean): void;
}

/** The worker's own side. */
export interface OwnPort<To, From> {
  post(message: From): void;
  onMessage(handler: (message: To) => void): void;
}
