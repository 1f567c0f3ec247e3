import assert from "node:assert/strict";
import type { HistogramChart } from "../../../src/charts/index";
import type { HistogramData } from "../../../src/views/histogram-element";
import { article } from "../figure/reports";
import { openPage } from "./page";

interface TestData {
  readonly text: string;
  readonly onSelect?: () => void;
}

describe("the element around a chart", () => {
  let page: Awaited<ReturnType<typeof openPage>>;
  let calls: string[];

  before(async () => {
    page = await openPage();
    const { ChartElement } = await import("../../../src/views/chart-element.js");
    class TestElement extends ChartElement<TestData, { destroy(): void }> {
      protected override create() {
        calls.push("create");
        return { destroy: () => calls.push("destroy") };
      }
      protected override draw(_: unknown, { text }: TestData): string {
        calls.push(text);
        return `A picture of ${text}`;
      }
    }
    class SilentElement extends TestElement {
      protected override readonly silent = true;
    }
    page.window.customElements.define("dx-test", TestElement);
    page.window.customElements.define("dx-silent", SilentElement);
  });
  after(() => page.close());
  beforeEach(() => {
    page.root.replaceChildren();
    calls = [];
  });

  const made = (text: string, name = "dx-test") => {
    const element = page.window.document.createElement(name) as HTMLElement & { data: TestData };
    element.data = { text };
    page.root.replaceChildren(element);
    return element;
  };

  it("draws what it was given before it was on the page", () => {
    made("one");
    assert.deepEqual(calls, ["create", "one"]);
  });

  it("is an image with its finding as the label", () => {
    const canvas = made("one").querySelector("canvas")!;
    assert.equal(canvas.getAttribute("role"), "img");
    assert.equal(canvas.getAttribute("aria-label"), "A picture of one");
  });

  it("may stand in a button, and adds nothing to its name where it is silent", () => {
    const element = made("one", "dx-silent");
    const canvas = element.querySelector("canvas")!;
    assert.equal(canvas.getAttribute("aria-hidden"), "true");
    assert.deepEqual([canvas.getAttribute("aria-label"), canvas.getAttribute("role")], [null, null]);
    assert.equal(element.querySelectorAll("div").length, 0);
    assert.deepEqual(calls, ["create", "one"]);
  });

  it("draws again only for other values", () => {
    const element = made("one");
    element.data = { text: "one" };
    element.data = { text: "two" };
    assert.deepEqual(calls, ["create", "one", "two"]);
  });

  it("draws no picture again for axes that are held from now on, but where they may settle", async () => {
    const { HistogramElement } = await import("../../../src/views/histogram-element.js");
    const drawn: HistogramData[] = [];
    class TestHistogram extends HistogramElement {
      protected override create() {
        return { destroy: () => undefined } as unknown as HistogramChart;
      }
      protected override draw(_: HistogramChart, data: HistogramData): string {
        drawn.push(data);
        return "";
      }
    }
    page.window.customElements.define("dx-test-histogram", TestHistogram);
    const element = page.window.document.createElement("dx-test-histogram") as unknown as TestHistogram;
    page.root.replaceChildren(element);
    const settled = { report: article(), layer: 0, hold: false, stale: false };
    const held = { ...settled, hold: true };
    for (const data of [settled, held, { ...held, report: article() }, settled]) element.data = data;
    assert.deepEqual(
      drawn.map(({ hold }) => hold),
      [false, true, false],
    );
  });

  it("draws nothing again for another callback", () => {
    const element = made("one");
    element.data = { text: "one", onSelect: () => undefined };
    element.data = { text: "one", onSelect: () => undefined };
    assert.deepEqual(calls, ["create", "one"]);
  });

  it("destroys its chart when it leaves the page, and makes another when it comes back", () => {
    const element = made("one");
    element.remove();
    element.data = { text: "two" };
    assert.deepEqual(calls, ["create", "one", "destroy"]);
    page.root.append(element);
    assert.deepEqual(calls, ["create", "one", "destroy", "create", "two"]);
    assert.equal(element.querySelectorAll("canvas").length, 1);
  });
});
