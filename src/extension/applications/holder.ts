import type { AppState, Container, FromApp, Handlers, ToApp } from "../../formats/index";
import type { Disposes } from "../base/disposable";

/** The line to one webview. */
export interface Port {
  /** Gives whether the message arrived: a webview that is hidden takes none. */
  post(message: ToApp): PromiseLike<boolean>;
  onMessage(listener: (value: unknown) => void): Disposes;
}

/** What an application hears when it is ready. */
export type Opening = Omit<Extract<ToApp, { type: "open" }>, "type" | "container">;

/** What the host does when an application asks for it; the rest of `FromApp` the application handles itself. */
export type HostHandlers = Omit<Handlers<FromApp>, "ready" | "focused" | "state" | "response">;

/** What holds one application: the sidebar, a panel or a custom editor. */
export interface Holder {
  readonly container: Container;
  readonly port: Port;
  readonly handlers: HostHandlers;
  /** What to show, given what it showed last. */
  opening(last: AppState | undefined): Opening;
  /** Called after each "open". */
  opened?(): void;
  /** Brings it to the front. */
  reveal(): void;
  /** Whether it is the active editor. */
  active(): boolean;
}
