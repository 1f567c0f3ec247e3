import { render } from "lit";
import { WIDE } from "../../views/index";
import type { Application } from "../application";
import type { Clock } from "../clock";
import { Calm } from "./calm";
import { listenForUndo } from "./keys";
import { page } from "./page";
import { pageFrames, Redraw } from "./redraw";
import { Scroll } from "./scroll";

/** Draws the application into `root`, again after each change, as `Redraw` says when. */
export function mount(app: Application, root: HTMLElement, clock: Clock): void {
  let focus: string | null = null;
  const scroll = new Scroll(app, window, clock);
  const surface = { calm: new Calm(clock), focus: (name: string) => void (focus = name) };
  const draw = () => {
    render(page(app, surface), root);
    if (focus !== null) focusOn(root, focus);
    focus = null;
    scroll.drawn();
  };
  const redraw = new Redraw(pageFrames(), draw);
  app.store.subscribe(({ run }, before) => {
    if (run.shown !== before.run.shown) redraw.atOnce();
    else redraw.withFrame();
  });
  new ResizeObserver(([entry]) => {
    if (entry) app.store.set({ wide: entry.contentRect.width >= WIDE });
  }).observe(root);
  root.addEventListener("focusin", () => app.output.focused());
  listenForUndo(document, app);
  addEventListener("pagehide", () => {
    scroll.flush();
    app.flush();
  });
  draw();
}

/** A control that moved, or the nearest one that may still be pressed. */
function focusOn(root: HTMLElement, name: string): void {
  const control = root.querySelector<HTMLButtonElement>(`[data-focus="${name}"]`);
  if (control?.disabled) control.parentElement?.querySelector<HTMLElement>("button:not([disabled])")?.focus();
  else control?.focus();
}
