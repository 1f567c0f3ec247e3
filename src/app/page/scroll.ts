import type { Application } from "../application";
import { RestTimer } from "../../workers/rest-timer";
import type { Clock } from "../clock";
import type { RunState } from "../runner";

/** Milliseconds for which scrolling rests before its place is kept. */
const REST = 100;
/** What a person does to be elsewhere. */
const OWN_WAYS = ["wheel", "pointerdown", "keydown"] as const;

/** The page as something that scrolls. */
export interface Scrolling {
  readonly scrollY: number;
  scrollTo(x: number, y: number): void;
  addEventListener(type: string, listener: () => void, options: AddEventListenerOptions): void;
}

const computing = ({ phase }: RunState): boolean => phase === "starting" || phase === "running";

/** Keeps how far down the page is, and goes there again once the page is drawn that far. */
export class Scroll {
  /** Where the page was when it was left: it is not that long before its picture is there. */
  #wanted: number | null = null;
  readonly #rest: RestTimer;

  constructor(
    private readonly app: Application,
    private readonly page: Scrolling,
    clock: Clock,
  ) {
    this.#rest = new RestTimer(clock);
    app.store.subscribe(({ scroll }, before) => {
      if (scroll !== before.scroll && scroll !== this.#place) this.#wanted = scroll;
    });
    page.addEventListener("scroll", () => this.#moved(), { passive: true });
    for (const way of OWN_WAYS) {
      page.addEventListener(way, () => (this.#wanted = null), { passive: true, capture: true });
    }
  }

  /** The page was drawn again. */
  drawn(): void {
    if (this.#wanted === null) return;
    this.page.scrollTo(0, this.#wanted);
    if (this.#place === this.#wanted || !computing(this.app.store.model.run)) this.#wanted = null;
  }

  /** Keeps the place now. */
  flush(): void {
    this.#rest.flush();
  }

  get #place(): number {
    return Math.max(0, Math.round(this.page.scrollY));
  }

  #moved(): void {
    if (this.#wanted === null) this.#rest.once(REST, () => this.app.store.set({ scroll: this.#place }));
  }
}
