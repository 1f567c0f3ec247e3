import assert from "node:assert/strict";
import { depthFigure, pictureOf, sparkFigure } from "../../../src/figure/index";
import type * as Charts from "../../../src/charts/index";
import { article, wide } from "../figure/reports";
import { openPage } from "./page";

/** Chart.js hands events on with the next frame. */
const aFrame = () => new Promise((resolve) => setTimeout(resolve, 40));

describe("charts on a page", () => {
  let page: ReturnType<typeof openPage>;
  let charts: typeof Charts;
  // Chart.js keeps the window in which it was loaded.
  before(async () => {
    page = openPage(300, 200);
    charts = await import("../../../src/charts/index.js");
  });
  beforeEach(() => {
    page.recorded().length = 0;
  });
  after(() => page.close());

  const words = () => page.recorded().flatMap(({ name, args }) => (name === "fillText" ? [String(args[0])] : []));

  it("draw the article's names, ticks and unit", () => {
    const chart = new charts.HistogramChart(page.canvas);
    chart.update(pictureOf(article(), 1));
    for (const text of ["eval 100.0", "unscaled", "train", "share of trials per 2"]) assert.ok(words().includes(text));
    assert.ok(chart.plotWidth > 200 && chart.plotWidth < 300);
    chart.destroy();
  });
  it("draw every word inside a canvas of 300 pixels", () => {
    for (const [report, layer] of [
      [article(), 0],
      [article(), 1],
      [wide(), 2],
    ] as const) {
      const chart = new charts.HistogramChart(page.canvas);
      chart.update(pictureOf(report, layer));
      for (const { text } of pictureOf(report, layer).labels) {
        const call = page.recorded().find(({ name, args }) => name === "fillText" && args[0] === text);
        const left = Number(call?.args[1]);
        assert.ok(left >= 0 && left + 6 * text.length <= 300, `${text} at ${left}`);
      }
      chart.destroy();
    }
  });
  it("mark a picture of an earlier run, and take the mark away", () => {
    const chart = new charts.HistogramChart(page.canvas);
    chart.update(pictureOf(article(), 1), { stale: true });
    assert.ok(words().includes("earlier run"));
    page.recorded().length = 0;
    chart.update(pictureOf(article(0.3), 1));
    assert.ok(!words().includes("earlier run"));
    chart.destroy();
  });
  it("say what is under the pointer", async () => {
    const chart = new charts.HistogramChart(page.canvas);
    chart.update(pictureOf(article(), 1));
    const move = new page.window.MouseEvent("mousemove", { clientX: 150, clientY: 100, bubbles: true });
    page.canvas.dispatchEvent(move);
    await aFrame();
    assert.ok(words().some((text) => / to /.test(text)));
    chart.destroy();
  });
  it("follow a change of theme", async () => {
    const chart = new charts.HistogramChart(page.canvas);
    chart.update(pictureOf(article(), 1));
    page.recorded().length = 0;
    page.window.document.body.className = "vscode-high-contrast";
    await aFrame();
    assert.ok(words().includes("train"));
    chart.destroy();
  });
  it("draw nothing more after destroy", async () => {
    const chart = new charts.HistogramChart(page.canvas);
    chart.update(pictureOf(article(), 1));
    chart.destroy();
    page.recorded().length = 0;
    page.window.document.body.className = "vscode-dark";
    await aFrame();
    assert.deepEqual(page.recorded(), []);
  });
  it("draw the depth overview and tell which layer was clicked", async () => {
    const clicked: number[] = [];
    const chart = new charts.DepthChart(page.canvas, "rms", (layer) => clicked.push(layer));
    chart.update(depthFigure(wide()), 0);
    chart.update(depthFigure(wide()), 1);
    assert.ok(words().includes("RMS relative to eval"));
    page.canvas.dispatchEvent(new page.window.MouseEvent("click", { clientX: 290, clientY: 100, bubbles: true }));
    await aFrame();
    assert.deepEqual(clicked, [2]);
    chart.destroy();
  });
  it("draw small multiples", () => {
    const chart = new charts.SparkChart(page.canvas);
    chart.update(sparkFigure(article()), 1);
    assert.ok(page.recorded().some(({ name }) => name === "fill"));
    chart.destroy();
  });
});
