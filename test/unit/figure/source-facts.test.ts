import assert from "node:assert/strict";
import type { Reason, SourceLayer, SourceModel } from "../../../src/formats/index";
import { siteFacts } from "../../../src/figure/index";

const layer = (kind: string, p: number | null, more: Partial<SourceLayer> = {}): SourceLayer => ({
  name: "drop",
  kind,
  from: 0,
  to: 1,
  parameters: {},
  p,
  active: "train",
  rate: { text: String(p), from: 0, to: 1 },
  ...more,
});
/** What is said, in the narrow spaces of the product. */
function said(
  kind: string,
  p: number | null,
  more: Partial<SourceLayer> = {},
  framework: SourceModel["framework"] = "pytorch",
) {
  const facts = siteFacts(layer(kind, p, more), framework)!;
  const rows = new Map(
    facts.rows.map(({ name, text }) => [name, text.replaceAll("\u202f", " ").replaceAll("\u00a0", " ")]),
  );
  return { ...facts, row: (name: string) => rows.get(name) };
}

const UNKNOWN: Reason = { code: "not_known", text: "config.p" };

describe("What is said of a dropout in code", () => {
  it("of nn.Dropout: what p means, what it keeps, the factor, the mean and the spread", () => {
    const { title, row, documentation } = said("dropout", 0.4);
    assert.equal(title, "p = 0.4: the probability to drop each value.");
    assert.equal(row("keeps"), "q = 1 - p = 0.6: 60.00 %");
    assert.equal(row("factor"), "multiplies what it keeps by 1/(1-p) = 1.667");
    assert.equal(row("mean"), "stays μ");
    // torch.manual_seed(0); F.dropout(torch.randn(10**6), .4).std() gives 1.2910.
    assert.equal(row("standard deviation"), "√(1.667 σ² + 0.6667 μ²) instead of σ: 1.291 times as much where μ = 0");
    assert.equal(row("evaluation"), "passes everything on unchanged");
    assert.equal(documentation!.url, "https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html");
  });

  it("that p is the default where the code leaves it out", () => {
    const bare: SourceLayer = {
      name: "drop",
      kind: "dropout",
      from: 0,
      to: 1,
      parameters: {},
      p: 0.5,
      active: "train",
    };
    assert.equal(siteFacts(bare, "pytorch")!.title, "p = 0.5, the default: the probability to drop each value.");
  });

  it("of alpha dropout: what torch makes of a value that it keeps and of one that it drops", () => {
    // F.alpha_dropout(torch.ones(1000), .4, True).unique() gives -0.9106 and 1.4704.
    const [, a, b, dropped] = /^x becomes (\S+) x \+ (\S+) where kept, −(\S+) where/.exec(
      said("alpha_dropout", 0.4).row("values")!,
    )!;
    assert.ok(Math.abs(Number(a) + Number(b) - 1.470377) < 1e-4);
    assert.equal(dropped, "0.9106");
    assert.match(said("alpha_dropout", 0.4).row("standard deviation")!, /^stays 1 where μ = 0/);
  });

  it("of p = 1 that nothing is kept, of p = 0 that nothing changes, and divides by nothing", () => {
    for (const kind of ["dropout", "alpha_dropout", "dropout2d", "scaled_dot_product_attention"]) {
      assert.deepEqual([said(kind, 1).row("mean"), said(kind, 1).row("standard deviation")], ["0", "0"]);
      assert.deepEqual([said(kind, 0).row("mean"), said(kind, 0).row("standard deviation")], ["stays μ", "stays σ"]);
    }
  });

  it("of a rate that is not known: the formulas, and why, and no number", () => {
    const { title, row, rows, notes } = said("dropout", null, { reasons: [UNKNOWN] });
    assert.match(title, /^p is not known/);
    assert.equal(row("standard deviation"), "√(σ²/q + μ² p/q) instead of σ, with q = 1 - p");
    assert.doesNotMatch(rows.map(({ text }) => text).join(), /\d\.\d|NaN|null/);
    assert.ok(notes.includes("Why p is not known: config.p isn't known from this file."));
  });

  it("whether it drops in evaluation, by when it is active", () => {
    assert.match(said("dropout", 0.5, { active: "always" }).row("evaluation")!, /^drops too/);
    const never = said("alpha_dropout", 0.5, { active: "never" });
    assert.deepEqual(
      never.rows.map(({ name }) => name),
      ["evaluation"],
    );
    assert.match(never.row("evaluation")!, /never drops/);
  });

  it("that a channel is dropped as a whole, and that Gaussian dropout drops nothing", () => {
    assert.match(said("dropout2d", 0.25).title, /each channel as a whole\.$/);
    assert.match(said("spatial_dropout1d", 0.25, {}, "keras").notes[0]!, /L²x²/);
    const gaussian = said("gaussian_dropout", 0.5, {}, "keras");
    assert.equal(gaussian.row("noise"), "N(1, 1), which is p/q");
    assert.equal(gaussian.row("keeps"), undefined);
  });

  it("the framework's page: PyTorch's of functions and classes, Keras's, and none for a class of one's own", () => {
    const page = (kind: string, name: string, framework: SourceModel["framework"] = "pytorch") =>
      siteFacts(layer(kind, 0.1, { name }), framework)!.documentation?.url.replace(
        /^https:\/\/(?:docs\.pytorch\.org\/docs\/stable\/generated|keras\.io\/api\/layers)\//,
        "",
      );
    assert.equal(page("dropout", "F.dropout"), "torch.nn.functional.dropout.html");
    assert.equal(
      page("scaled_dot_product_attention", "attention"),
      "torch.nn.functional.scaled_dot_product_attention.html",
    );
    assert.equal(page("feature_alpha_dropout", "net.2"), "torch.nn.FeatureAlphaDropout.html");
    assert.equal(page("spatial_dropout2d", "sd", "keras"), "regularization_layers/spatial_dropout2d/");
    assert.equal(page("word_dropout", "noise"), undefined);
  });

  it("no closed form of a class of one's own, nor of what Keras's LSTM drops", () => {
    for (const facts of [said("word_dropout", 0.3), said("lstm", 0.3, {}, "keras")]) {
      assert.deepEqual(
        facts.rows.map(({ name }) => name),
        ["evaluation"],
      );
      assert.match(facts.notes[0]!, /no known closed form/);
    }
  });

  it("nothing of a layer that holds no dropout", () => {
    const relu: SourceLayer = { name: "act", kind: "relu", from: 0, to: 1, parameters: {} };
    assert.equal(siteFacts(relu, "pytorch"), undefined);
  });

  it("why p or the mode is not known, without that the layer is not run", () => {
    const notRun: Reason = { code: "not_run", name: "AlphaDropout" };
    assert.deepEqual(said("alpha_dropout", null, { reasons: [notRun] }).notes, []);
    const { notes } = said("dropout2d", null, { reasons: [notRun, UNKNOWN] });
    assert.ok(notes.includes("Why p is not known: config.p isn't known from this file."));
    const doubtful: SourceLayer = {
      name: "drop",
      kind: "dropout2d",
      from: 0,
      to: 1,
      parameters: {},
      p: 0.2,
      reasons: [
        { code: "not_run", name: "Dropout2d" },
        { code: "activity_depends", on: "flag" },
      ],
    };
    const evaluation = siteFacts(doubtful, "pytorch")!.rows.find(({ name }) => name === "evaluation");
    assert.equal(evaluation!.text, "not known: whether it drops depends on flag");
  });

  it("of tf.nn.dropout: its own page, and that its older form is written as the share that is kept", () => {
    const kept = said(
      "dropout",
      0.2,
      {
        name: "nn.dropout",
        active: "always",
        rate: { text: "0.8", from: 0, to: 3 },
        reasons: [{ code: "keep_probability" }],
      },
      "keras",
    );
    assert.equal(kept.title, "p = 0.2: the probability to drop each value.");
    assert.deepEqual(kept.notes, ["The code writes the probability to keep: 0.8."]);
    assert.equal(kept.documentation!.title, "tf.nn.dropout");
  });
});
