import assert from "node:assert/strict";
import { ARTICLE, PRESETS } from "../../../src/core/index";
import { runHere } from "../../../src/core/reference/index";
import { depthFigure, depthHover, sparkFigure } from "../../../src/figure/index";
import { article, wide } from "./reports";

const positionsOf = (figure: ReturnType<typeof depthFigure>, measure: "mean" | "rms", mode: string) =>
  figure[measure].series.find((series) => series.mode === mode)!.positions;

describe("the depth overview", () => {
  it("gives means relative to eval, and gaps where no ratio is allowed", () => {
    const figure = depthFigure(wide());
    const ratios = figure.mean.series[2]!.ratios;
    assert.deepEqual([ratios[0], ratios[1]], [null, null]);
    assert.ok(Math.abs(ratios[2]! - Math.SQRT2) < 1e-3);
  });
  it("gives root mean squares relative to eval at every layer", () => {
    for (const ratio of positionsOf(depthFigure(wide()), "rms", "unscaledTrain")) {
      assert.ok(Math.abs(ratio! - Math.SQRT1_2) < 1e-3);
    }
  });
  it("names the layer that drifts most", () => {
    const { drift, label } = depthFigure(wide());
    assert.equal(drift?.by, "rms");
    assert.match(label, /Train drifts most at layer \d, .*: its root mean square is 1\.41\d times eval's\.$/);
  });
  it("calls nothing a drift where scaled training agrees with evaluation", () => {
    assert.equal(depthFigure(article()).drift, null);
    assert.equal(depthFigure(runHere({ ...ARTICLE.spec, trials: 500 })).drift, null);
  });
  it("is logarithmic where ratios span more than three octaves", () => {
    const spec = PRESETS.find(({ id }) => id === "deep-relu")!.spec;
    const layers = spec.layers.map((layer) => (layer.kind === "dropout" ? { ...layer, p: 0.5 } : layer));
    const figure = depthFigure(runHere({ ...spec, layers, trials: 64 }));
    const { logarithmic, axis, series } = figure.mean;
    assert.equal(logarithmic, true);
    assert.equal(axis.ticks.find(({ value }) => value === 0)?.label, "1");
    const at = series[1]!.ratios.findIndex((ratio) => ratio !== null && ratio !== 1);
    assert.ok(Math.abs(2 ** series[1]!.positions[at]! - series[1]!.ratios[at]!) < 1e-9);
  });
  it("says a layer's ratios, or why there are none", () => {
    const figure = depthFigure(wide());
    assert.match(depthHover(figure, "mean", 2).rows[2]!.text, /^1\.41/);
    assert.match(depthHover(figure, "mean", 1).rows[2]!.text, /^no ratio/);
  });
});

describe("small multiples", () => {
  it("stand on one scale, in units of each layer's root mean square in eval", () => {
    const { sparks, min, max } = sparkFigure(article());
    assert.ok(min <= 0 && max >= 1.5);
    assert.deepEqual(
      sparks.map(({ shapes }) => shapes[0]!.constant),
      [1, 1],
    );
  });
  it("mark the layer that drifts most", () => {
    const report = wide();
    const marked = sparkFigure(report).sparks.filter(({ drifts }) => drifts);
    assert.deepEqual(
      marked.map(({ layer }) => layer),
      [depthFigure(report).drift?.layer],
    );
  });
});
