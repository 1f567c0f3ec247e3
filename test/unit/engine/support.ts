import { createKernels } from "../../../src/engine/kernels/index";
import { serve, type FromWorker, type Spawn, type ToWorker, type WorkerPort } from "../../../src/engine/index";
import { kernelBytes } from "../kernels/support";

/** What a test can do to a worker, and see of it. */
export interface Watched {
  readonly port: WorkerPort;
  readonly received: ToWorker[];
  readonly sent: FromWorker[];
  terminated: boolean;
  alive: boolean;
  die(message: string): void;
}

/**
 * Starts workers in this thread: `serve` at the other end of a port that copies messages as a real one does. What a worker
 * says may be changed on its way.
 */
export function inProcess(changed: (message: FromWorker) => FromWorker = (message) => message): {
  spawn: Spawn;
  workers: Watched[];
} {
  const workers: Watched[] = [];
  const spawn = (): WorkerPort => {
    let toServer: (message: ToWorker) => void = () => undefined;
    let toEngine: (message: FromWorker) => void = () => undefined;
    let died: (error: Error) => void = () => undefined;
    const deliver = <M>(message: M, receive: (message: M) => void): void => {
      const copy = structuredClone(message);
      setImmediate(() => {
        if (!watched.terminated) receive(copy);
      });
    };
    const watched: Watched = {
      received: [],
      sent: [],
      terminated: false,
      alive: true,
      die: (message) => died(new Error(message)),
      port: {
        post: (message) => deliver(message, (copy) => toServer(copy)),
        onMessage: (handler) => (toEngine = handler),
        onError: (handler) => (died = handler),
        terminate: () => (watched.terminated = true),
        keepAlive: (alive) => (watched.alive = alive),
      },
    };
    serve(
      {
        post: (message) => {
          watched.sent.push(message);
          deliver(changed(message), (copy) => toEngine(copy));
        },
        onMessage: (handler) =>
          (toServer = (message) => {
            watched.received.push(message);
            handler(message);
          }),
      },
      () => createKernels(kernelBytes),
    );
    workers.push(watched);
    return watched.port;
  };
  return { spawn, workers };
}

/** Resolves after so many milliseconds. */
export const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
