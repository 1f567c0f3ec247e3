import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { formatNumber } from "../../../src/figure/index";
import { parseReport, REPORT_MIME, type ProbeReport } from "../../../src/formats/index";
import { executeNotebook, pythonWithKernel } from "../jupyter/execute";
import { CELLS } from "../jupyter/models";
import { useWorkbench } from "../rig/person";
import { Explorer, until } from "./explorer";
import { cutOff } from "./layout";
import { drawn, openNotebook } from "./notebooks";

/** What is read of a notebook's file. */
interface Executed {
  readonly cells: readonly { readonly outputs: readonly { readonly data: Readonly<Record<string, unknown>> }[] }[];
}

async function reportsIn(file: string): Promise<ProbeReport[]> {
  const { cells } = JSON.parse(await readFile(file, "utf8")) as Executed;
  return cells.flatMap(({ outputs }) => outputs.map(({ data }) => parseReport(data[REPORT_MIME]) as ProbeReport));
}

describe("a person who opens a notebook in which Jupyter ran the probe", () => {
  const NAME = "probed.ipynb";
  let python: string | undefined;

  before("find Jupyter", function () {
    python = pythonWithKernel();
    if (python === undefined) this.skip();
  });
  const session = useWorkbench({
    size: { width: 1440, height: 1000 },
    prepare: (folder) => executeNotebook(python!, folder, NAME, CELLS),
  });
  let reports: ProbeReport[] = [];
  const output = (model: string) => session.code.outputs().locator(".dx-page", { hasText: model });

  /** Scrolls down until the output of a model is there and in sight; the page holds those that are near alone. */
  const find = async (model: string): Promise<void> => {
    const { page } = session.code;
    await until(`the output of ${model}`, async () => {
      const box = await output(model).first().boundingBox({ timeout: 200 }).catch(() => null); // prettier-ignore
      if (box && box.y > 60 && box.y < 500) return true;
      await page.mouse.move(1000, 500);
      await page.mouse.wheel(0, box && box.y <= 60 ? -150 : 250);
      return false;
    });
  };

  it("sees each model drawn: picture, table and notes, with the numbers that the file holds", async () => {
    const { code, folder } = session;
    reports = await reportsIn(join(folder, NAME));
    assert.deepEqual(
      reports.map(({ model }) => model),
      ["Sequential", "SmallCNN", "TransformerEncoder", "GPT", "Tagger"],
    );
    await openNotebook(code, NAME);
    for (const report of reports) {
      const { model } = report;
      await find(model);
      await until("the picture", () => drawn(new Explorer(code.outputs())));
      const shown = output(model).first();
      const label = await shown.locator(".dx-layer").innerText();
      const layer = report.layers.find((each) => label === `${each.name} ${each.label}`);
      assert.ok(layer, `${model} has no layer ${label}`);
      const cells = await shown.locator("tbody tr").first().locator("td").allInnerTexts();
      const { eval: reference, train, unscaledTrain } = layer.modes;
      assert.deepEqual(
        cells,
        [reference, unscaledTrain, train].map(({ mean }) => formatNumber(mean!)),
      );
      await code.screenshot(`person-probe-${model}`);
    }
    assert.deepEqual(await cutOff(code.outputs()), []);
  });

  it("reads what could not be seen beside what could", async () => {
    const notes = await output("Tagger").locator(".dx-notes").innerText();
    assert.match(notes, /between the layers of a recurrent network .* `lstm` \(LSTM\), p = 0\.4/);
    assert.match(notes, /Depends on self\.training besides dropout[^]*`if self\.training:`/);
  });
});
