import assert from "node:assert/strict";
import { Chart } from "chart.js";
import fc from "fast-check";
import { bundleOf } from "../../../src/figure/index";
import { REPORT_MIME, type Report } from "../../../src/formats/index";
import type { Outputs } from "../../../src/renderer/outputs";
import { probe } from "../figure/probe-reports";
import { article, wide } from "../figure/reports";
import { nameless, openPage, textOf } from "../views/page";

const charts = (): number => Object.keys(Chart.instances).length;

describe("the notebook renderer", () => {
  let page: Awaited<ReturnType<typeof openPage>>;
  let create: (openInPanel?: (report: Report) => void) => Outputs;
  let outputs: Outputs;

  before(async () => {
    page = await openPage();
    const [{ defineElements }, { Outputs: Class }] = await Promise.all([
      import("../../../src/views/elements.js"),
      import("../../../src/renderer/outputs.js"),
    ]);
    defineElements();
    create = (openInPanel) => new Class({ styles: [], icons: "codicon.css", ...(openInPanel && { openInPanel }) });
  });
  after(() => page.close());
  beforeEach(() => (outputs = create()));
  afterEach(() => outputs.dispose());

  const cell = () => page.root.appendChild(page.window.document.createElement("div"));
  const item = (payload: unknown, id = "one") => {
    const text = typeof payload === "string" ? payload : JSON.stringify(payload);
    return { id, text: () => text, data: () => new TextEncoder().encode(text) };
  };
  const shadow = (element: HTMLElement): ShadowRoot => element.firstElementChild!.shadowRoot!;
  const within = (element: HTMLElement, selector: string) => [
    ...shadow(element).querySelectorAll<HTMLElement>(selector),
  ];
  const draw = (payload: unknown, id?: string) => {
    const element = cell();
    outputs.render(item(payload, id), element);
    return element;
  };
  const press = (element: HTMLElement, name: string) =>
    within(element, "button")
      .find((button) => (button.getAttribute("aria-label") ?? textOf(button)) === name)!
      .click();

  for (const [kind, report] of [
    ["an experiment", article()],
    ["a real model", probe()],
  ] as const) {
    it(`draws ${kind} from its bundle: picture, table, selector, sentence and overview, every control named`, () => {
      const element = draw(bundleOf(report)[REPORT_MIME]);
      for (const selector of [
        "dx-histogram canvas",
        "tbody tr",
        ".dx-selector",
        ".dx-sentence",
        "dx-depth-rms canvas",
      ]) {
        assert.ok(within(element, selector).length > 0, selector);
      }
      assert.deepEqual(nameless(shadow(element).querySelector(".dx-page")!), []);
    });
  }

  it("says of a real model what it is, how much was run, where a layer is, its role, shape, and the notes", () => {
    const element = draw(probe());
    assert.match(textOf(within(element, ".dx-heading")[0]!), /Classifier\s*10 batches, 8 passes each, seed 0/);
    assert.equal(textOf(within(element, ".dx-layer")[0]!), "encoder.drop Dropout(p=0.5)");
    assert.equal(textOf(within(element, ".dx-role")[0]!), "dropout, shape (32, 64)");
    assert.equal(within(element, ".dx-notes li").length, 1);
  });

  it("says of a model in which nothing was seen that there is no layer, with its notes", () => {
    const element = draw(probe({ layers: [], notes: ["compiled: cannot be seen"] }));
    assert.match(textOf(within(element, ".dx-alone")[0]!), /Classifier.*no layer.*compiled: cannot be seen/);
  });

  it("shows the layer that drifts most at first, and others by the selector, each output for itself", () => {
    const [first, second] = [draw(article(), "a"), draw(article(), "b")];
    press(first, "Previous layer");
    assert.equal(textOf(within(first, ".dx-layer")[0]!), "Dropout(p=0.4)");
    assert.match(textOf(within(second, ".dx-layer")[0]!), /^Linear/);
  });

  it("is mounted once: an output that is updated keeps its page, its layer and its charts", () => {
    const element = draw(article());
    press(element, "Previous layer");
    const [before, canvas] = [charts(), within(element, "dx-histogram canvas")[0]];
    outputs.render(item(article(0.5)), element);
    assert.equal(textOf(within(element, ".dx-layer")[0]!), "Dropout(p=0.5)");
    assert.equal(within(element, "dx-histogram canvas")[0], canvas);
    assert.equal(charts(), before);
  });

  it("ends the charts of an output that goes, and those of all when all go", () => {
    const before = charts();
    const [first, second] = [draw(article(), "a"), draw(wide(), "b")];
    const both = charts();
    outputs.dispose("a");
    assert.ok(charts() < both && charts() > before);
    assert.equal(first.childElementCount, 0);
    assert.equal(second.childElementCount, 1);
    outputs.dispose();
    assert.equal(charts(), before);
    outputs.dispose("never drawn");
  });

  it("offers the panel only where the extension can be reached, and hands it the report", () => {
    const offered = () => within(draw(article(), String(charts())), ".dx-link").map((button) => textOf(button));
    assert.deepEqual(offered(), []);
    const heard: Report[] = [];
    outputs = create((report) => heard.push(report));
    press(draw(article()), "Open in Panel");
    assert.deepEqual(heard, [article()]);
  });

  const says = (element: HTMLElement, ...parts: RegExp[]) => {
    const text = textOf(within(element, ".dx-message")[0]!);
    for (const part of parts) assert.match(text, part);
  };

  it("tells of a newer version to update, and what is in it", () =>
    says(draw({ version: 3, kind: "probe", model: "GPT" }), /version 3.*update the extension/, /model: GPT/));

  it("tells of a broken payload where it is broken, and what can be read of it", () => {
    const { layers } = probe();
    const bad = { ...probe(), layers: [{ ...layers[0]!, role: "input" }] };
    says(draw(bad), /layers\[0\]\.role: this is "input"/, /Run the cell again/, /encoder\.drop Dropout\(p=0\.5\)/);
    says(draw("{ not JSON", "b"), /not JSON/, /\{ not JSON/);
    says(draw("", "c"), /nothing in it/, /\(empty\)/);
  });

  it("shows the summary only of a payload above 5 MB, and how to see all of it", () => {
    const element = draw({ ...probe(), notes: ["x".repeat(5_000_000)] });
    says(element, /5\.0 MB/, /Open Report/, /encoder\.fc Linear\(64, 64\)/);
    assert.equal(within(element, "canvas").length, 0);
  });

  it("draws again what was fixed", () => {
    const element = draw("[");
    outputs.render(item(article()), element);
    assert.equal(within(element, ".dx-message").length, 0);
    assert.ok(within(element, "dx-histogram canvas").length > 0);
  });

  it("writes labels and notes as text, never as HTML", () => {
    const evil = '<img src="x" onerror="alert(1)">';
    const { layers } = probe();
    const element = draw(
      probe({ model: evil, notes: [evil], layers: layers.map((layer) => ({ ...layer, name: evil, label: evil })) }),
    );
    assert.equal(within(element, "img").length, 0);
    assert.ok(textOf(within(element, ".dx-layer")[0]!).includes(evil));
  });

  /** Changes one place of a report to something else. */
  const mutated = fc
    .tuple(
      fc.constantFrom(article(), wide(), probe()),
      fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
      fc.anything(),
    )
    .map(([report, path, value]) => {
      const copy = JSON.parse(JSON.stringify(report)) as Record<string, unknown>;
      let place: Record<string, unknown> = copy;
      for (const step of path) {
        const keys = Object.keys(place);
        const key = keys[step % Math.max(1, keys.length)];
        if (key === undefined) break;
        const next = place[key];
        if (typeof next !== "object" || next === null || step === path.at(-1)) {
          place[key] = value;
          break;
        }
        place = next as Record<string, unknown>;
      }
      return copy;
    });
  const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, -1, 1e308, -1e308, 5e-324, null));
  /** Changes one figure of one mode to another number. */
  const renumbered = fc
    .tuple(
      fc.constantFrom(article(), wide()),
      fc.constantFrom("count", "zeros", "mean", "variance", "min", "max", "rootMeanSquare"),
      number,
    )
    .map(([report, key, value]) => {
      const copy = JSON.parse(JSON.stringify(report)) as { layers: { modes: { train: Record<string, unknown> } }[] };
      copy.layers.at(-1)!.modes.train[key] = value;
      return copy;
    });

  /** Moves the bins of one mode, or its distinct values, somewhere else. */
  const moved = fc
    .record({
      report: fc.constantFrom(article(), wide()),
      exponent: fc.integer({ min: -149, max: 128 }),
      firstBin: fc.maxSafeInteger(),
      counts: fc.array(fc.nat(), { maxLength: 512 }),
      values: fc.option(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 20 })),
    })
    .map(({ report, values, ...histogram }) => {
      const copy = JSON.parse(JSON.stringify(report)) as { layers: { modes: { train: Record<string, unknown> } }[] };
      const { train } = copy.layers.at(-1)!.modes;
      train["histogram"] = histogram;
      delete train["atoms"];
      if (values) train["atoms"] = { values, counts: values.map(() => 3) };
      return copy;
    });

  for (const [what, payloads] of [
    ["anything", fc.anything()],
    ["any text", fc.string()],
    ["reports with anything in one place", mutated],
    ["reports with another number in one place", renumbered],
    ["reports whose bins or values lie elsewhere", moved],
  ] as const) {
    it(`never throws and never leaves a cell empty, given ${what}`, () =>
      fc.assert(
        fc.property(payloads as fc.Arbitrary<unknown>, (payload) => {
          const text = typeof payload === "string" ? payload : toJson(payload);
          const element = draw(text);
          assert.ok(textOf(shadow(element).querySelector(".dx-page")).length > 20);
          outputs.dispose();
          element.remove();
        }),
        { numRuns: 120 },
      )).timeout(60_000);
  }
});

function toJson(value: unknown): string {
  try {
    return [JSON.stringify(value)].join();
  } catch {
    return "";
  }
}
