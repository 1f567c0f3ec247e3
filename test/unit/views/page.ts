import { JSDOM } from "jsdom";
import type { TemplateResult } from "lit";

// lit keeps the document in which it was loaded, so all tests of views share this one.
const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
const GLOBALS = {
  window,
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
  return [...root.querySelectorAll("button, input, textarea, vscode-button, vscode-single-select, progress, canvas")]
    .filter((element) => !named(element))
    .map(({ outerHTML }) => outerHTML);
}
