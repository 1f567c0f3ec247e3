import assert from "node:assert/strict";
import type * as Views from "../../../src/views/index";
import type { Report } from "../../../src/formats/index";
import { article, wide } from "../figure/reports";
import { nameless, openPage, textOf } from "./page";

describe("a report on the page", () => {
  let page: Awaited<ReturnType<typeof openPage>>;
  let views: typeof Views;
  let heard: unknown[];

  before(async () => {
    page = await openPage();
    views = await import("../../../src/views/index.js");
  });
  after(() => page.close());
  beforeEach(() => (heard = []));

  const show = (report: Report, props: Partial<Views.ReportProps> = {}, slots: Views.ReportSlots = {}) =>
    page.show(
      views.reportView(
        {
          id: "report",
          report,
          layer: 1,
          wide: false,
          moreRows: false,
          depthOpen: false,
          onLayer: (layer) => heard.push(layer),
          onMoreRows: () => heard.push("rows"),
          onDepth: () => heard.push("depth"),
          ...props,
        },
        slots,
      ),
    );
  const columns = () => page.all("thead th").map((cell) => textOf(cell.firstChild?.parentElement ?? null));

  it("has a table of the three modes, eval first", () => {
    show(article());
    assert.equal(columns().length, 3);
    assert.match(columns()[0]!, /^eval/);
    assert.match(columns()[1]!, /^unscaled/);
    assert.match(columns()[2]!, /^train/);
  });

  it("explains every row and column on focus", () => {
    show(article());
    for (const term of page.all(".dx-term")) {
      assert.equal(term.tabIndex, 0);
      const explanation = page.one(`#${term.getAttribute("aria-describedby") ?? ""}`);
      assert.equal(explanation.getAttribute("role"), "tooltip");
      assert.ok(textOf(explanation).length > 10);
    }
    assert.equal(page.all("tbody th .dx-term").length, page.all("tbody tr").length);
  });

  it("folds rows away, and asks for them by a button that says so", () => {
    show(article());
    const more = page.one(".dx-table .dx-more") as HTMLButtonElement;
    assert.equal(more.getAttribute("aria-expanded"), "false");
    assert.ok(page.all("tr.dx-folded").length > 0);
    more.click();
    assert.deepEqual(heard, ["rows"]);
    show(article(), { moreRows: true });
    assert.equal(more.getAttribute("aria-expanded"), "true");
  });

  it("says the finding in a sentence", () => {
    show(article());
    assert.match(textOf(page.one(".dx-sentence")), /Without scaling this neuron receives 60/);
  });

  it("steps through the layers and stops at both ends", () => {
    show(article());
    const [previous, next] = page.all<HTMLButtonElement>(".dx-steps button");
    assert.equal(textOf(page.one(".dx-steps")), "2 of 2");
    assert.deepEqual([previous!.disabled, next!.disabled], [false, true]);
    previous!.click();
    assert.deepEqual(heard, [0]);
    show(article(), { layer: 0 });
    assert.deepEqual([previous!.disabled, next!.disabled], [true, false]);
  });

  it("lists all layers where there is room, marks the one shown and the one that drifts most", () => {
    const report = wide();
    show(report, { wide: true, layer: 2 });
    const buttons = page.all<HTMLButtonElement>(".dx-list button");
    assert.equal(buttons.length, report.layers.length);
    assert.deepEqual(
      buttons.map((button) => button.getAttribute("aria-current")),
      report.layers.map((_, layer) => String(layer === 2)),
    );
    assert.equal(page.all(".dx-drifts").length, 1);
    buttons[0]!.click();
    assert.deepEqual(heard, [0]);
  });

  it("makes nothing of the overview while it is closed", () => {
    show(article());
    assert.equal(page.all("dx-depth-mean").length, 0);
    page.one(".dx-depth .dx-fold button").click();
    assert.deepEqual(heard, ["depth"]);
  });

  it("gives the overview as a table too, a row for each layer", () => {
    const report = wide();
    show(report, { depthOpen: true });
    assert.equal(page.all("dx-depth-mean, dx-depth-rms").length, 2);
    assert.equal(page.all(".dx-depth-panels tr").length, report.layers.length + 1);
  });

  it("marks a picture of an earlier experiment", () => {
    show(article(), { stale: true });
    assert.ok(page.one("dx-histogram").classList.contains("dx-stale"));
    show(article());
    assert.ok(!page.one("dx-histogram").classList.contains("dx-stale"));
  });

  it("has room for what a container adds", () => {
    show(article(), {}, { controls: "controls", status: "status", editor: "editor" });
    assert.match(textOf(page.root), /controls.*status.*editor/);
  });

  it("names every control", () => {
    show(wide(), { wide: true, depthOpen: true });
    assert.deepEqual(nameless(page.root), []);
  });

  it("writes labels as text, whatever they hold", () => {
    const report = article();
    const label = "<img src=x onerror=alert(1)>";
    show({ ...report, layers: report.layers.map((layer) => ({ ...layer, label })) }, { wide: true, depthOpen: true });
    assert.equal(page.all("img").length, 0);
    assert.ok(textOf(page.one(".dx-layer")).includes("<img"));
  });

  it("keeps 1/(1-p) on one line in sentences and explanations, and its text as it can be copied", () => {
    show(article());
    for (const selector of [".dx-sentence", ".dx-mode-train .dx-explanation"]) {
      const text = page.one(selector);
      assert.deepEqual([...text.querySelectorAll(".dx-formula")].map(textOf), ["1/(1-p)"]);
      assert.match(textOf(text), / by 1\/\(1-p\)/);
    }
  });

  it("says what is wrong and what to do, without speaking at each change of it", () => {
    page.show(views.messageView({ kind: "error", title: "It broke", lines: ["Fix it"] }));
    const message = page.one(".dx-message");
    assert.equal(message.getAttribute("role"), "note");
    assert.match(textOf(message), /It broke.*Fix it/);
  });
});
