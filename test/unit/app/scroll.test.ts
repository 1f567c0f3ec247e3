import assert from "node:assert/strict";
import { Application } from "../../../src/app/application";
import { Scroll, type Scrolling } from "../../../src/app/page/scroll";
import { ARTICLE } from "../../../src/core/presets";
import { FakeClock, FakeEngine, FakeHost, settled } from "./fakes";

/** A page as long as a test says. */
class FakePage implements Scrolling {
  scrollY = 0;
  length = 0;
  readonly #listeners = new Map<string, () => void>();

  addEventListener(type: string, listener: () => void): void {
    this.#listeners.set(type, listener);
  }
  scrollTo(_: number, y: number): void {
    this.scrollY = Math.min(y, this.length);
    this.fire("scroll");
  }
  fire(type: string): void {
    this.#listeners.get(type)?.();
  }
}

describe("the place to which a page is scrolled", () => {
  let [page, clock, host, engine] = [new FakePage(), new FakeClock(), new FakeHost(), new FakeEngine()];
  let app: Application;
  let scroll: Scroll;

  beforeEach(() => {
    [page, clock, host, engine] = [new FakePage(), new FakeClock(), new FakeHost(), new FakeEngine()];
    app = new Application({ host, clock, randomSeed: () => 77, engineOf: () => engine });
    scroll = new Scroll(app, page, clock);
    app.start();
    const state = { spec: ARTICLE.spec, layer: 0, assumptions: [], undo: [], redo: [], scroll: 200 };
    host.say({
      type: "open",
      container: "sidebar",
      workerUri: "worker.js",
      defaults: { trials: 10_000, seed: 0 },
      state,
    });
  });

  it("is gone to once the page is long enough, and not forgotten before", () => {
    page.length = 50;
    scroll.drawn();
    clock.advance(1000);
    assert.equal(app.store.model.scroll, 200);
    page.length = 400;
    scroll.drawn();
    assert.equal(page.scrollY, 200);
    page.scrollTo(0, 90);
    scroll.drawn();
    assert.equal(page.scrollY, 90);
  });

  it("is the person's own as soon as they move", () => {
    scroll.drawn();
    page.fire("wheel");
    page.length = 400;
    scroll.drawn();
    assert.equal(page.scrollY, 0);
  });

  it("is given up where the whole page is shorter", async () => {
    engine.last.finish();
    await settled();
    scroll.drawn();
    page.length = 400;
    scroll.drawn();
    assert.equal(page.scrollY, 0);
  });

  it("is kept when scrolling rests, and at once when the page goes", () => {
    page.fire("wheel");
    page.length = 400;
    page.scrollTo(0, 30.4);
    page.scrollTo(0, 60.4);
    clock.advance(200);
    assert.equal((host.kept as { scroll: number }).scroll, 60);
    page.scrollTo(0, 70);
    scroll.flush();
    assert.equal((host.kept as { scroll: number }).scroll, 70);
  });
});
