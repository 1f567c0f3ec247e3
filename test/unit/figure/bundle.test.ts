import assert from "node:assert/strict";
import fc from "fast-check";
import { JSDOM } from "jsdom";
import { compactReport, PRESETS } from "../../../src/core/index";
import { runHere } from "../../../src/core/reference/index";
import { bundleOf, layerSentence, reportSvg, reportText, shownLayer, textTable } from "../../../src/figure/index";
import { parseReport, type Report } from "../../../src/formats/index";
import { article, layerOf, reportOf, summaryOf, wide } from "./reports";
import { probe, probedArticle } from "./probe-reports";

const { window } = new JSDOM("");

/** Parses as XML, or fails with what the parser says. */
function parsed(svg: string): Element {
  const { documentElement } = new window.DOMParser().parseFromString(svg, "image/svg+xml");
  const error =
    documentElement.querySelector("parsererror") ?? (documentElement.localName === "svg" ? null : documentElement);
  assert.equal(error?.textContent, undefined);
  return documentElement;
}

const wordsOf = (svg: string): string[] =>
  [...parsed(svg).querySelectorAll("text")].map(({ textContent }) => textContent);

/** A real model whose output drifts most. */
const outputFirst = () =>
  probe({
    layers: probe()
      .layers.map((layer, i) => (i < 2 ? { ...layer, modes: { ...layer.modes, train: layer.modes.eval } } : layer))
      .reverse(),
  });

const hostile = [
  "<script>alert(1)</script>",
  `"' onload="x"`,
  "&amp; ]]> <!--",
  "\u0000\u000b\ud800 \uffff",
  "a".repeat(500),
  "",
];

describe("the notebook bundle", () => {
  it("holds the report as JSON, a text table and a picture, by their mime types", () => {
    const bundle = bundleOf(article());
    assert.deepEqual(Object.keys(bundle), ["application/vnd.dropout-explorer.v1+json", "text/plain", "image/svg+xml"]);
    assert.deepEqual(parseReport(bundle["application/vnd.dropout-explorer.v1+json"]), compactReport(article()));
  });

  for (const { id, spec } of PRESETS) {
    it(`of the preset "${id}" has a picture that parses as XML, and no script, link or style in it`, () => {
      const root = parsed(reportSvg(runHere({ ...spec, trials: 60 })));
      assert.equal(root.querySelectorAll("script, style, a, image, foreignObject, use").length, 0);
      for (const { attributes } of root.querySelectorAll("*")) {
        for (const { name, value } of attributes) {
          assert.doesNotMatch(name, /^on|href|^style$/);
          assert.doesNotMatch(value, /NaN|Infinity|undefined|url\(/);
        }
      }
    });
  }

  it("shows the layer that drifts most in picture and text, else the last or the model's output", () => {
    assert.equal(shownLayer(wide()), 0);
    assert.equal(shownLayer(article()), 1);
    const [first, second] = probedArticle().layers;
    assert.equal(shownLayer(probe({ layers: [second!, first!] })), 0);
    assert.ok(wordsOf(reportSvg(wide())).includes("0 Dropout(p=0.5)"));
  });

  it("has the sentence and the depth overview in the picture", () => {
    const words = wordsOf(reportSvg(wide()));
    assert.ok(words.join(" ").includes(layerSentence(wide(), 0).slice(0, 60)));
    assert.ok(words.includes("mean relative to eval") && words.includes("RMS relative to eval"));
  });

  it("lists every layer in the text, and the table of the one that is shown", () => {
    const text = reportText(wide());
    assert.match(text, /^Dropout Explorer: 64 units through 3 layers; 1.000 trials, seed 0$/m);
    for (const title of ["0 Dropout(p=0.5)", "1 Linear(64, 64)", "2 ReLU()"])
      assert.match(text, new RegExp(`^${title.replaceAll(/[()]/g, "\\$&")}  +\\S`, "m"));
    assert.ok(text.includes(textTable(wide(), 0)));
  });

  it("of a real model has its name, batches, roles, shapes and notes", () => {
    const text = reportText(outputFirst());
    assert.match(text, /Classifier; 10 batches, 8 passes each, seed 0/);
    assert.match(text, /^encoder\.drop Dropout\(p=0\.5\) /m);
    assert.match(text, /output of the model, shape \(varies, 64\)/);
    assert.match(text, /this model gives/);
    assert.match(text, /^lstm: dropout between/m);
    const words = wordsOf(reportSvg(outputFirst())).join(" ");
    for (const part of ["Classifier", "output of the model, shape (varies, 64)", "lstm: dropout between"])
      assert.ok(words.includes(part), part);
  });

  it("of a model without a measured layer says so", () => {
    const empty = probe({ layers: [] });
    assert.match(reportText(empty), /No layers were measured/);
    assert.ok(wordsOf(reportSvg(empty)).includes("No layers were measured."));
  });

  for (const label of hostile) {
    it(`escapes ${JSON.stringify(label.slice(0, 30))} as the name of a model and a layer`, () => {
      const { layers } = probe();
      const report = probe({
        model: label,
        notes: [label],
        layers: layers.map((layer) => ({ ...layer, name: label, label })),
      });
      assert.equal(parsed(reportSvg(report)).querySelectorAll("script").length, 0);
      assert.ok(reportText(report).split("\n").length < 60);
    });
  }

  it("parses as XML whatever the labels and figures", () => {
    const value = fc.float({ noNaN: true, noDefaultInfinity: true });
    const mode = fc
      .array(fc.tuple(value, fc.integer({ min: 1, max: 1e6 })), { minLength: 1, maxLength: 20 })
      .map((entries) =>
        summaryOf([...new Map(entries.map(([v, c]): [number, number] => [v === 0 ? 0 : v, c]))], 3, 119),
      );
    const report = fc
      .tuple(fc.string({ unit: "binary" }), mode, mode, mode)
      .map(([label, a, b, c]): Report =>
        reportOf(1, [{ kind: "relu" }], [layerOf(label, "relu", 1, { eval: a, unscaledTrain: b, train: c })]),
      );
    fc.assert(
      fc.property(report, (each) => {
        assert.doesNotMatch(reportSvg(each), /NaN|Infinity/);
        parsed(reportSvg(each));
        assert.ok(reportText(each).length > 100);
      }),
      { numRuns: 60 },
    );
  });
});
