import { JSDOM } from "jsdom";
import type { TemplateResult } from "lit";
import { fakeContext, Observer } from "../charts/page";

// lit keeps the document in which it was loaded, so all tests of views share this one.
const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
// Once a test has defined the charts' elements they are drawn in every test that follows it.
const contexts = new WeakMap<HTMLCanvasElement, CanvasRenderingContext2D>();
Object.defineProperty(window.HTMLCanvasElement.prototype, "getContext", {
  value(this: HTMLCanvasElement) {
    const context = contexts.get(this) ?? fakeContext(this);
    contexts.set(this, context);
    return context;
  },
});
const GLOBALS = {
  window,
  getComputedStyle: window.getComputedStyle.bind(window),
  ResizeObserver: Observer,
  HTMLCanvasElement: window.HTMLCanvasElement,
  requestAnimationFrame: window.requestAnimationFrame.bind(window),
  cancelAnimationFrame: window.cancelAnimationFrame.bind(window),
  document: window.document,
  HTMLElement: window.HTMLElement,
  MutationObserver: window.MutationObserver,
  customElements: window.customElements,
} as const;

/** A page in place of the globals, until `close`. */
export async function openPage() {
  const before = Object.keys(GLOBALS).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, value] of Object.entries(GLOBALS)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  const { render } = await import("lit");
  const root = window.document.createElement("div");
  window.document.body.replaceChildren(root);
  return {
    window,
    root,
    show: (template: TemplateResult) => render(template, root),
    /** The element that must be there. */
    one: (selector: string): HTMLElement => {
      const element = root.querySelector<HTMLElement>(selector);
      if (!element) throw new Error(`There is no ${selector}`);
      return element;
    },
    all: <E extends Element = HTMLElement>(selector: string): E[] => [...root.querySelectorAll<E>(selector)],
    close: () => {
      for (const [name, descriptor] of before) {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else Reflect.deleteProperty(globalThis, name);
      }
    },
  };
}

/** What a person reads, without the spaces of the source. */
export const textOf = (element: Element | null): string => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

/** Labels of controls that a screen reader would not know how to call. */
export function nameless(root: Element): string[] {
  const named = (element: Element): boolean =>
    textOf(element) !== "" ||
    ["aria-label", "label"].some((name) => (element.getAttribute(name) ?? "") !== "") ||
    textOf(element.closest("label")) !== "";
  return [
    ...root.querySelectorAll(
      "button, input, textarea, vscode-button, vscode-single-select, progress, canvas:not([aria-hidden])",
    ),
  ]
    .filter((element) => !named(element))
    .map(({ outerHTML }) => outerHTML);
}
