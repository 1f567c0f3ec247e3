import type { HostHandlers, Holder, Port } from "../../../../src/extension/applications/holder";
import type { AppState, FromApp, ToApp } from "../../../../src/formats/index";
import { ARTICLE } from "../../../../src/core/presets";

/** What an application that shows the article says of itself. */
export const STATE: AppState = { spec: ARTICLE.spec, layer: 1, preset: "article", assumptions: [], undo: [], redo: [] };

/** A container without a webview: what it was sent and asked for, and a way to speak as the application. */
export class FakeHolder implements Holder {
  readonly container = "panel";
  readonly sent: ToApp[] = [];
  readonly asked: FromApp[] = [];
  revealed = 0;
  isActive = false;
  /** Whether its page takes messages: one that is going away takes none. */
  takes = true;
  #listener: ((value: unknown) => void) | undefined;

  readonly port: Port = {
    post: (message) => {
      if (this.takes) this.sent.push(message);
      return Promise.resolve(this.takes);
    },
    onMessage: (listener) => {
      this.#listener = listener;
      return { dispose: () => (this.#listener = undefined) };
    },
  };
  readonly handlers: HostHandlers = {
    edit: (message) => this.asked.push(message),
    documentUndo: (message) => this.asked.push(message),
    documentRedo: (message) => this.asked.push(message),
    openInEditor: (message) => this.asked.push(message),
    saveSpec: (message) => this.asked.push(message),
    copy: (message) => this.asked.push(message),
    openText: (message) => this.asked.push(message),
    revealCode: (message) => this.asked.push(message),
    readCode: (message) => this.asked.push(message),
    writeCode: (message) => this.asked.push(message),
    log: (message) => this.asked.push(message),
  };

  opening(last: AppState | undefined) {
    return { workerUri: "worker.js", defaults: { trials: 1, seed: 2 }, ...(last && { state: last }) };
  }
  reveal(): void {
    this.revealed++;
  }
  active(): boolean {
    return this.isActive;
  }

  /** Speaks as the application. */
  say(message: unknown): void {
    this.#listener?.(message);
  }
  /** The kinds of what was sent. */
  get types(): string[] {
    return this.sent.map(({ type }) => type);
  }
}
