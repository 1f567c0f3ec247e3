import type { Page } from "playwright-core";
import type { Explorer } from "../person/explorer";

/** A way in which a person moves a slider: the moves, and the milliseconds between two of them. */
export interface Way {
  readonly name: string;
  readonly every: number;
  move(view: Explorer, page: Page, moves: number, every: number): Promise<void>;
}

/** Where a drag goes back and forth: at its ends a picture has nothing to show. */
const [LOW, HIGH] = [0.1, 0.9];
/** How far one move goes: more than a pixel, so that each is another p. */
const STEP = 0.02;
/** Milliseconds for which a finger rests on a key. */
const TAP = 30;

/** p after so many moves, back and forth between the ends. */
function pAfter(moves: number): number {
  const steps = Math.round((HIGH - LOW) / STEP);
  const place = moves % (2 * steps);
  return LOW + STEP * (place <= steps ? place : 2 * steps - place);
}

/** Waits until so many milliseconds after `start`; not at all where that is over. */
const until = (page: Page, start: number, milliseconds: number): Promise<void> =>
  page.waitForTimeout(Math.max(0, start + milliseconds - performance.now()));

async function drag(view: Explorer, page: Page, moves: number, every: number): Promise<void> {
  await view.slider(0).scrollIntoViewIfNeeded();
  const box = await view.slider(0).boundingBox();
  if (!box) throw new Error("The slider is not in sight");
  // The thumb is 14 pixels wide, and its middle is where the mouse is.
  const x = (p: number): number => box.x + 7 + p * (box.width - 14);
  const y = box.y + box.height / 2;
  await page.mouse.move(x(LOW), y);
  await page.mouse.down();
  const start = performance.now();
  // A hand does not wait until the page has seen a move before it makes the next one. The press was one, too.
  const made: Promise<void>[] = [];
  for (let i = 1; i < moves; i++) {
    await until(page, start, i * every);
    made.push(page.mouse.move(x(pAfter(i)), y));
  }
  await Promise.all(made);
  await page.waitForTimeout(every);
  await page.mouse.up();
}

async function taps(view: Explorer, page: Page, moves: number, every: number): Promise<void> {
  await view.type(view.p(0), String(LOW));
  await view.slider(0).focus();
  const start = performance.now();
  for (let i = 1; i <= moves; i++) {
    await until(page, start, i * every);
    await page.keyboard.press(pAfter(i) > pAfter(i - 1) ? "ArrowRight" : "ArrowLeft", { delay: TAP });
  }
  await page.waitForTimeout(every);
}

/**
 * As fast as frames come, calmly, and single moves with rest between them: keys come at any time of a frame, so these are
 * no whole number of frames apart.
 */
export const WAYS: readonly Way[] = [
  { name: "drag, a move a frame", every: 1000 / 60, move: drag },
  { name: "drag, a move every 33 ms", every: 1000 / 30, move: drag },
  { name: "arrow keys, every 207 ms", every: 207, move: taps },
];
