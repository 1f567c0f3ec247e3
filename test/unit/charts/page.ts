import { JSDOM } from "jsdom";

/** What a canvas was asked to do, by the name of each call. */
export interface Recorded {
  readonly calls: { readonly name: string; readonly args: readonly unknown[] }[];
}

/** A 2d context that draws nothing and remembers everything; text is six pixels a letter. */
export function fakeContext(canvas: HTMLCanvasElement): CanvasRenderingContext2D & Recorded {
  const calls: Recorded["calls"] = [];
  const state: Record<string | symbol, unknown> = { canvas, calls, globalAlpha: 1 };
  return new Proxy(state, {
    get: (target, key) => {
      if (key in target) return target[key];
      if (key === "measureText") return (text: string) => ({ width: 6 * text.length });
      return (...args: unknown[]) => void calls.push({ name: String(key), args });
    },
    set: (target, key, value) => {
      target[key] = value;
      return true;
    },
  }) as unknown as CanvasRenderingContext2D & Recorded;
}

/** Observes nothing: in jsdom nothing has a size that could change. */
export class Observer {
  observe(): void {}
  disconnect(): void {}
  unobserve(): void {}
}

/** A page with sizes and canvases, put in place of the globals until `close`. */
export function openPage(width: number, height: number) {
  const { window } = new JSDOM("<!doctype html><body><div><canvas></canvas></div></body>", { pretendToBeVisual: true });
  const canvas = window.document.querySelector("canvas")!;
  const contexts = new Map<HTMLCanvasElement, CanvasRenderingContext2D & Recorded>();
  Object.defineProperties(window.HTMLElement.prototype, {
    clientWidth: { get: () => width },
    clientHeight: { get: () => height },
  });
  Object.defineProperty(window.HTMLElement.prototype, "getBoundingClientRect", {
    value: () => ({ left: 0, top: 0, right: width, bottom: height, width, height, x: 0, y: 0 }),
  });
  Object.defineProperty(window.HTMLCanvasElement.prototype, "getContext", {
    value(this: HTMLCanvasElement) {
      if (!contexts.has(this)) contexts.set(this, fakeContext(this));
      return contexts.get(this);
    },
  });
  const globals: Record<string, unknown> = {
    window,
    document: window.document,
    getComputedStyle: window.getComputedStyle.bind(window),
    MutationObserver: window.MutationObserver,
    ResizeObserver: Observer,
    HTMLCanvasElement: window.HTMLCanvasElement,
    requestAnimationFrame: window.requestAnimationFrame.bind(window),
    cancelAnimationFrame: window.cancelAnimationFrame.bind(window),
  };
  const before = Object.keys(globals).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return {
    window,
    canvas,
    recorded: () => (canvas.getContext("2d") as unknown as Recorded).calls,
    close: async () => {
      window.document.body.replaceChildren();
      // Chart.js hears a little later that its canvas is gone.
      await new Promise((resolve) => setTimeout(resolve, 0));
      for (const [name, descriptor] of before) {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else Reflect.deleteProperty(globalThis, name);
      }
      window.close();
    },
  };
}
