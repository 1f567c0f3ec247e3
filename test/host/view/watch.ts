import type { Locator } from "playwright-core";

/** One move of a slider as its page saw it; times in milliseconds of the page's clock. */
export interface Move {
  readonly p: number;
  /** `timeStamp` of the input event. */
  readonly at: number;
  /** Frames that had begun by then. */
  readonly frames: number;
  /** The first picture of this very p; null where a newer p took its place. */
  drawn: Drawing | null;
  /** When the first picture of all trials was drawn. */
  whole: number | null;
}

/** One drawing of the histogram. */
export interface Drawing {
  /** The end of its last call on the canvas. */
  readonly at: number;
  /** The number of the frame that shows it. */
  readonly frame: number;
  /** When the page had painted that frame. */
  painted: number | null;
  /** How many trials it is of. */
  readonly trials: number;
}

/** What a page has seen since it was asked to watch. */
export interface Seen {
  readonly moves: Move[];
  /** When each frame began. */
  readonly frames: number[];
}

/**
 * Makes the page of the application write down every move of its first slider and every picture that it draws; nothing
 * in the application knows of it.
 *
 * - A move is an `input` event, heard in the capture phase, before the application hears it.
 * - A drawing ends with the last `restore` on the histogram's canvas: a chart saves and restores the context around all
 *   that it draws. Which p it is of is read, once the drawing's task is over, from the predicted means of the table that
 *   is drawn with it, 100(1-p) and 100: those are exact, where a measured mean of few trials could be of a neighbour.
 * - A frame is painted when a message posted from its first animation callback arrives: that is delivered after style,
 *   layout and paint of this frame, when its picture is with the compositor. (Event Timing tells the frame after an
 *   event's handlers, which is not the frame that shows what a worker was asked for.) A drawing made in an animation
 *   callback is in the frame under way, any other in the next.
 */
export async function watch(canvas: Locator): Promise<void> {
  await canvas.evaluate((element: HTMLCanvasElement) => {
    const seen: Seen = { moves: [], frames: [] };
    const unpainted: Drawing[] = [];
    let inFrame = false;
    let last: { at: number; frame: number } | null = null;

    const numberIn = (text: string | null | undefined): number => Number((text ?? "").replace(/\s/g, ""));
    const shownP = (): number => {
      const row = document.querySelector("#report-table-predictedMean")?.closest("tr");
      const [evaluated, unscaled] = [...(row?.querySelectorAll("td") ?? [])].map((cell) => numberIn(cell.textContent));
      return 1 - (unscaled ?? NaN) / (evaluated ?? NaN);
    };
    const trials = (): readonly string[] =>
      (document.querySelector(".dx-trials")?.textContent ?? "").replace(/earlier.*|trials/g, "").split(" of ");

    const taskOver = (): void => {
      const [done, wanted = done] = trials();
      const p = shownP();
      const move = seen.moves.filter((other) => Math.abs(other.p - p) < 1e-3).at(-1);
      if (move && last) {
        if (!move.drawn) {
          move.drawn = { ...last, painted: null, trials: numberIn(done) };
          unpainted.push(move.drawn);
        }
        if (done === wanted) move.whole ??= last.at;
      }
      last = null;
    };

    const restore: (this: CanvasRenderingContext2D) => void = Reflect.get(
      CanvasRenderingContext2D.prototype,
      "restore",
    );
    CanvasRenderingContext2D.prototype.restore = function (this: CanvasRenderingContext2D): void {
      restore.call(this);
      if (this.canvas !== element) return;
      if (!last) queueMicrotask(taskOver);
      last = { at: performance.now(), frame: seen.frames.length + (inFrame ? 0 : 1) };
    };

    const request = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) =>
      request((now) => {
        inFrame = true;
        try {
          callback(now);
        } finally {
          inFrame = false;
        }
      });

    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data: frame }: MessageEvent<number>) => {
      const now = performance.now();
      while (unpainted[0] && unpainted[0].frame <= frame) unpainted.shift()!.painted = now;
    };
    const tick = (): void => {
      request(tick);
      port2.postMessage(seen.frames.push(performance.now()));
    };
    request(tick);

    const input = (event: Event): void => {
      const slider = event.target as HTMLInputElement;
      if (slider.type !== "range") return;
      const { timeStamp: at } = event;
      seen.moves.push({ p: slider.valueAsNumber, at, frames: seen.frames.length, drawn: null, whole: null });
    };
    addEventListener("input", input, { capture: true });
    Object.assign(globalThis, { seen });
  });
}

/** Gives what the page has seen since it was asked last, and lets it forget that. */
export const seenBy = (canvas: Locator): Promise<Seen> =>
  canvas.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: Seen };
    return { moves: seen.moves.splice(0), frames: [...seen.frames] };
  });
