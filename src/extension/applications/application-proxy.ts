import {
  dispatch,
  parseFromApp,
  type AppState,
  type FromApp,
  type Handlers,
  type RequestKind,
  type ToApp,
} from "../../formats/index";
import { Disposable } from "../base/disposable";
import { Emitter, next } from "../base/emitter";
import type { Holder } from "./holder";

/** Milliseconds after which a request has failed. */
const PATIENCE = 30_000;

/** How often a request is asked: once more where the application was hidden with it, which may have been by mistake. */
const MOST_ASKED = 2;

const LATE = "Dropout Explorer didn't answer in time. Try again.";
const HIDDEN = "Dropout Explorer was hidden before it could answer. Try again, and keep it visible until the run ends.";

interface Pending {
  readonly message: ToApp;
  /** The asker waits however long the answer takes, once the question was asked. */
  readonly patient: boolean;
  timer: ReturnType<typeof setTimeout>;
  asked: number;
  resolve(text: string | null): void;
  reject(reason: Error): void;
  /** Ends listening to the asker. */
  unlisten(): void;
}

/**
 * The host's side of one live application. A webview that is hidden is gone until it is shown again, when it says
 * "ready" again: what must still arrive waits for that.
 */
export class ApplicationProxy extends Disposable {
  readonly #onFocus = this.own(new Emitter<void>());
  readonly onFocus = this.#onFocus.event;
  readonly #onState = this.own(new Emitter<AppState>());
  readonly onState = this.#onState.event;
  readonly #pending = new Map<number, Pending>();
  readonly #handlers: Handlers<FromApp>;
  #waiting: ToApp[] = [];
  #live = false;
  /** How many times a page said that it is ready. */
  #pages = 0;
  #state: AppState | undefined;
  #lastId = 0;

  /** @param patience Milliseconds after which a request is given up. */
  constructor(
    readonly holder: Holder,
    private readonly patience = PATIENCE,
  ) {
    super();
    this.#handlers = {
      ...holder.handlers,
      ready: () => this.#ready(),
      focused: () => this.#onFocus.fire(),
      state: ({ state }) => {
        this.#state = state;
        this.#onState.fire(state);
      },
      response: ({ id, text }) => this.#settle(id, (pending) => pending.resolve(text)),
    };
    this.own(holder.port.onMessage((value) => this.#receive(value)));
    this.own({ dispose: () => this.#end() });
  }

  /** What it shows, as far as it has said so. */
  get state(): AppState | undefined {
    return this.#state;
  }

  /** Tells it something that its next "open" would tell it too. */
  send(message: ToApp): void {
    if (this.#live) this.#post(message);
  }

  /** Tells it something that must arrive, now or once it is ready. */
  sendSurely(message: ToApp): void {
    if (this.#live) this.#deliver(message);
    else this.#waiting.push(message);
  }

  /**
   * Its state, once it has said so; where it is hidden and never did, it is brought back to say so.
   *
   * @throws Error with the message `late` where it doesn't within `milliseconds`.
   */
  stated(milliseconds: number, late: string): Promise<AppState> {
    if (this.#state) return Promise.resolve(this.#state);
    if (!this.#live) this.holder.reveal();
    return next(this.onState, milliseconds, late);
  }

  /**
   * Asks for a text; null where there is none yet.
   *
   * @param signal Gives the request up, whose promise rejects with its reason; with a signal there is no other limit from
   *   when the application was asked, since a report is answered once its run has ended, however long that takes.
   * @throws Error where the application is closed, cannot be asked in time or, without a signal, does not answer in time.
   */
  request(what: RequestKind, signal?: AbortSignal): Promise<string | null> {
    return new Promise((resolve, reject) => {
      if (this.disposed) {
        reject(new Error("This Dropout Explorer is closed."));
        return;
      }
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const id = ++this.#lastId;
      const message: ToApp = { type: "request", id, what };
      const abort = (): void => this.#settle(id, (pending) => pending.reject(signal?.reason as Error));
      const unlisten = (): void => signal?.removeEventListener("abort", abort);
      const asker = { patient: signal !== undefined, asked: 0, resolve, reject, unlisten };
      const pending: Pending = { message, timer: this.#late(id), ...asker };
      this.#pending.set(id, pending);
      signal?.addEventListener("abort", abort);
      if (this.#live) this.#ask(pending);
      else this.holder.reveal();
    });
  }

  /** The webview is hidden: what it showed is gone, with its runs, and messages would be lost. */
  hidden(): void {
    this.#live = false;
    for (const [id, pending] of [...this.#pending]) {
      if (pending.asked >= MOST_ASKED) this.#settle(id, () => pending.reject(new Error(HIDDEN)));
      else if (pending.patient) this.#again(id, pending);
    }
    // Nobody else would bring it back, and what waits for it would wait for good.
    if (this.#pending.size > 0) this.holder.reveal();
  }

  /** Posts what need not arrive, or is posted again to the next page; the port says what went wrong. */
  #post(message: ToApp): void {
    this.holder.port.post(message).then(undefined, () => undefined);
  }

  #ask(pending: Pending): void {
    this.#post(pending.message);
    pending.asked++;
    if (pending.patient) clearTimeout(pending.timer);
  }

  #again(id: number, pending: Pending): void {
    clearTimeout(pending.timer);
    pending.timer = this.#late(id);
  }

  #late(id: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#settle(id, (pending) => pending.reject(new Error(LATE))), this.patience);
  }

  #receive(value: unknown): void {
    const message = parseFromApp(value);
    if (message) {
      dispatch(message, this.#handlers);
      return;
    }
    this.holder.handlers.log({ type: "log", level: "warn", message: "Ignored a message that isn't valid" });
  }

  /** Posts what must arrive; what a page that was going away didn't take is for the next one. */
  #deliver(message: ToApp): void {
    const page = this.#pages;
    const lost = (): void => {
      if (this.disposed) return;
      if (this.#live && page !== this.#pages) this.#deliver(message);
      else this.#waiting.push(message);
    };
    this.holder.port.post(message).then((arrived) => {
      if (!arrived) lost();
    }, lost);
  }

  #ready(): void {
    const { container } = this.holder;
    this.#live = true;
    this.#pages++;
    this.#post({ type: "open", container, ...this.holder.opening(this.#state) });
    this.holder.opened?.();
    for (const message of this.#waiting.splice(0)) this.#deliver(message);
    // What was asked before a reload has no one left to answer it.
    for (const pending of this.#pending.values()) this.#ask(pending);
  }

  #settle(id: number, how: (pending: Pending) => void): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    clearTimeout(pending.timer);
    pending.unlisten();
    how(pending);
  }

  /** A webview that is gone takes no message, and fails where one is posted: what is read for it may come later. */
  #end(): void {
    this.#live = false;
    for (const id of [...this.#pending.keys()]) {
      this.#settle(id, (pending) => pending.reject(new Error("This Dropout Explorer was closed.")));
    }
  }
}
