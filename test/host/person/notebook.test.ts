import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PRESETS } from "../../../src/core/index";
import { runHere } from "../../../src/core/reference/index";
import { formatNumber } from "../../../src/figure/index";
import type { ActivationSummary, Report } from "../../../src/formats/index";
import { probe } from "../../unit/figure/probe-reports";
import { outputOf, payloadOf, writeNotebook } from "../rig/notebook";
import { useWorkbench } from "../rig/person";
import type { Theme } from "../rig/workbench";
import { Explorer, until } from "./explorer";
import { cutOff } from "./layout";
import { drawn, openNotebook } from "./notebooks";

const [article, , deep] = PRESETS.map(({ spec }) => runHere({ ...spec, trials: Math.min(400, spec.trials) }));
const THEMES: readonly Theme[] = ["light", "dark", "contrast", "contrastLight"];

async function writeReports(folder: string): Promise<void> {
  await writeNotebook(folder, "reports.ipynb", [[outputOf(article!)], [outputOf(probe()), outputOf(deep!)]]);
  const newer = { version: 2, kind: "probe", model: "Later", layers: [] };
  const large = { ...probe(), notes: ["x".repeat(5_100_000)] };
  await writeNotebook(folder, "broken.ipynb", [[payloadOf(newer), payloadOf({ a: 1 }), payloadOf(large)]]);
  await writeFile(join(folder, "probe.json"), JSON.stringify(probe()));
  await writeFile(join(folder, "large.json"), JSON.stringify(large300()));
  await writeFile(join(folder, "huge.json"), JSON.stringify({ ...probe(), notes: ["x".repeat(2_100_000)] }));
}

/** A report of 300 layers with 500 bins a mode: more characters than a window keeps, and with a notebook's bins fewer. */
function large300(): Report {
  const [layer] = probe().layers;
  const wide = (summary: ActivationSummary): ActivationSummary => {
    const counts = new Array<number>(500).fill(1_234_567);
    const histogram = { exponent: -6, firstBin: -250, counts };
    // The ends of the first bin and of the last: what a report says of its values agrees with its bins.
    const ends = { min: -250 / 64, max: 249.5 / 64 };
    const binned = { ...summary, ...ends, count: 500 * 1_234_567, zeros: 0, histogram };
    delete binned.atoms;
    return binned;
  };
  const { train, eval: reference, unscaledTrain } = layer!.modes;
  const modes = { train: wide(train), eval: wide(reference), unscaledTrain: wide(unscaledTrain) };
  return probe({
    model: "Deep",
    layers: Array.from({ length: 300 }, (_, i) => ({ ...layer!, modes, name: `h.${i}` })),
  });
}

describe("a person who opens a notebook with stored outputs", () => {
  const session = useWorkbench({ size: { width: 1440, height: 1000 }, prepare: writeReports });
  const outputs = () => new Explorer(session.code.outputs());
  // The order of outputs in the page is that in which they were drawn.
  const output = (heading: string) => session.code.outputs().locator(".dx-page", { hasText: heading });
  const [ARTICLE, PROBE, DEEP] = ["100 units through 2 layers", "Classifier", "128 units through 24 layers"];

  it("sees every report drawn: picture, table, sentence and overview, several outputs in one page", async () => {
    await openNotebook(session.code, "reports.ipynb");
    for (const heading of [ARTICLE, PROBE, DEEP]) await output(heading).waitFor({ timeout: 40_000 });
    await until("the picture", () => drawn(outputs()));
    const label = await output(ARTICLE).locator("dx-histogram canvas").getAttribute("aria-label");
    assert.match(label ?? "", /Distribution of the output of Linear\(100, 1/);
    const cells = await output(ARTICLE).locator("tbody tr").first().locator("th, td").allInnerTexts();
    assert.deepEqual(
      [cells[0], cells[1], cells[3]],
      ["mean", "100.0", formatNumber(article!.layers[1]!.modes.train.mean!)],
    );
    assert.match(await output(PROBE).locator(".dx-notes").innerText(), /lstm: dropout between its layers/);
  });

  it("goes from layer to layer in one output, and the others stay", async () => {
    await output(ARTICLE).getByRole("button", { name: "Previous layer" }).click();
    await until(
      "the other layer",
      async () => (await output(ARTICLE).locator(".dx-layer").innerText()) === "Dropout(p=0.4)",
    );
    assert.match(await output(PROBE).locator(".dx-layer").innerText(), /Dropout\(p=0\.5\)/);
  });

  it("reads it in every theme, at full width and narrow, with nothing cut off", async () => {
    const { code } = session;
    for (const width of [1440, 860]) {
      await code.page.setViewportSize({ width, height: 1000 });
      for (const theme of THEMES) {
        await code.theme(theme);
        await output(ARTICLE).waitFor();
        assert.deepEqual(await cutOff(code.outputs()), [], `${theme}, ${width} pixels`);
        assert.equal(await drawn(outputs()), true);
        await code.screenshot(`person-notebook-${theme}-${width}`);
      }
    }
    await code.page.setViewportSize({ width: 1440, height: 1000 });
    await code.theme("light");
  });

  it("opens an output in the panel, with its layers, and the experiment that made it", async () => {
    const { code } = session;
    await output(ARTICLE).getByRole("button", { name: "Open in Panel" }).click();
    await code.tab("100-1, p = 0.4").waitFor();
    const panel = new Explorer(code.editor());
    await until("the report", async () => ((await panel.table())["mean"]?.eval ?? "") === "100.0");
    await code.screenshot("person-report-panel");
    await panel.button("Explore This Experiment").click();
    await panel.p(0).waitFor();
    assert.equal(await panel.p(0).inputValue(), "0.4");
  });

  it("is told of what cannot be drawn, what to do, and what is in it", async () => {
    const { code } = session;
    await code.run("View: Close All Editors");
    await openNotebook(code, "broken.ipynb");
    const message = (nth: number) => code.outputs().locator(".dx-message").nth(nth);
    for (const [nth, words] of [
      /version 2[^]*model: Later/,
      /kind: this is missing[^]*"a":1/,
      /5\.1 MB[^]*encoder\.drop/,
    ].entries()) {
      await until(String(words), async () => words.test((await message(nth).textContent()) ?? ""));
    }
    await code.screenshot("person-notebook-broken");
  });

  const open = async (name: string): Promise<void> => {
    const { code, folder } = session;
    await code.run("Dropout Explorer: Open Report…");
    // Until it lists the folder, the dialog writes over what is typed.
    await code.quickInput.rows.filter({ hasText: name }).first().waitFor();
    await code.quickInput.answer(join(folder, name));
  };

  it("opens a saved report with Open Report…, finds it after a reload, and is told of a file that is none", async () => {
    const { code } = session;
    await code.run("View: Close All Editors");
    await open("probe.json");
    await code.tab("probe.json").waitFor();
    const heading = () => code.editor().locator(".dx-heading");
    assert.match(await heading().innerText(), /Classifier/);
    await code.screenshot("person-report-file");
    await code.reload();
    await heading().waitFor();
    await open("article.dropout.json");
    await code.toast("is an experiment, not a report").waitFor();
  });

  it("finds a large report again after a reload, and is told of one that is too large to come back", async () => {
    const { code } = session;
    await code.run("View: Close All Editors");
    for (const name of ["huge.json", "large.json"]) {
      await open(name);
      await code.tab(name).waitFor();
      await code.editor().locator(".dx-heading").waitFor();
    }
    await code.reload();
    await code.editor().locator(".dx-heading", { hasText: "Deep" }).waitFor();
    await code.tab("huge.json").click();
    await code.toast("is too large to restore").waitFor();
    await code.tab("huge.json").waitFor({ state: "detached" });
  });
});

describe("a person who opens a notebook in restricted mode, in the oldest VS Code", () => {
  const session = useWorkbench({
    version: "oldest",
    trust: true,
    size: { width: 1280, height: 900 },
    prepare: (folder) => writeNotebook(folder, "reports.ipynb", [[outputOf(article!)]]),
  });

  it("sees the report drawn before the folder is trusted", async () => {
    const no = session.code.page.getByRole("button", { name: /No, I don't trust/ });
    await no.click({ timeout: 15_000 }).catch(() => undefined);
    await openNotebook(session.code, "reports.ipynb");
    const explorer = new Explorer(session.code.outputs());
    await explorer.frame.locator(".dx-report").first().waitFor({ timeout: 40_000 });
    await until("the picture", () => drawn(explorer));
    await session.code.page.getByText("Restricted Mode").first().waitFor();
    await session.code.screenshot("person-notebook-restricted");
  });
});
