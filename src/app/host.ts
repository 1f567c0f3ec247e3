import { parseToApp, type FromApp, type ToApp } from "../formats/index";

/** What VS Code gives a webview, once. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): unknown;
}

/** The extension host, as the application sees it. */
export interface Host {
  post(message: FromApp): void;
  /** Calls `handle` for each message of the protocol; others are none of ours. */
  listen(handle: (message: ToApp) => void): void;
  /** What was stored, unparsed. */
  stored(): unknown;
  store(state: unknown): void;
}

/** Talks to VS Code by messages. */
export function hostOf(api: VsCodeApi, page: Window): Host {
  return {
    post: (message) => api.postMessage(message),
    listen: (handle) =>
      page.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        const message = parseToApp(data);
        if (message) handle(message);
      }),
    stored: () => api.getState(),
    store: (state) => api.setState(state),
  };
}
