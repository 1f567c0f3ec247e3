import assert from "node:assert/strict";
import * as vscode from "vscode";
import manifest from "../../../../package.json";
import { KERNEL, KERNEL_NAME } from "../../../../src/extension/base/ids";
import { parseReport, REPORT_MIME, type ExploreReport } from "../../../../src/formats/index";
import { activeNotebook, fileOf, openedNotebook } from "../common/notebooks";
import { api, closeAll, until } from "../common/samples";

const NEURON = `# input: 100, constant 1
# weight: constant 1
# bias: constant 0
nn.Sequential(nn.Dropout(0.4), nn.Linear(100, 1))`;
const ERROR_MIME = "application/vnd.code.notebook.error";
const LONG = "# input: 64\n# trials: 1000000000\nDropout(0.5), Linear(64, 64), ReLU(), Dropout(0.5), Linear(64, 64)";

const textOf = (item: vscode.NotebookCellOutputItem | undefined): string => new TextDecoder().decode(item?.data);
const itemOf = (cell: vscode.NotebookCell, mime: string): string =>
  textOf(cell.outputs.flatMap(({ items }) => items).find((item) => item.mime === mime));

async function select(): Promise<void> {
  const extension = `${manifest.publisher}.${manifest.name}`;
  await vscode.commands.executeCommand("notebook.selectKernel", { id: KERNEL, extension });
}

/** Starts some cells of the notebook in front. */
const start = (notebook: vscode.NotebookDocument, from: number, to: number): Thenable<unknown> =>
  vscode.commands.executeCommand("notebook.cell.execute", {
    ranges: [{ start: from, end: to }],
    document: notebook.uri,
  });

const ended = (cell: vscode.NotebookCell, order: number): Promise<unknown> =>
  until(`the end of run ${order}`, () => {
    const { executionSummary: summary } = cell;
    return summary?.executionOrder === order && summary.timing?.endTime !== undefined;
  });

/** Runs a cell of the notebook in front to its end. */
async function run(notebook: vscode.NotebookDocument, index: number): Promise<vscode.NotebookCell> {
  const order = ++runs;
  void start(notebook, index, index + 1);
  await ended(notebook.cellAt(index), order);
  return notebook.cellAt(index);
}

interface CellError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}
const errorOf = (cell: vscode.NotebookCell): CellError => JSON.parse(itemOf(cell, ERROR_MIME)) as CellError;

let notebooks = 0;
/** Runs of the test's notebook so far. */
let runs = 0;

/** A new notebook of some cells that names this kernel, which is chosen for it without a word. */
async function notebookOf(...cells: readonly string[]): Promise<vscode.NotebookDocument> {
  return (await openedNotebook(`kernel-${++notebooks}.ipynb`, KERNEL_NAME, cells)).notebook;
}

describe("the layers kernel", () => {
  before(() => api());
  beforeEach(() => (runs = 0));
  afterEach(() => closeAll());

  it("runs the parts of a model that is code, each with what it is and what was assumed above its report", async () => {
    const notebook = await notebookOf(`import torch.nn as nn
# trials: 200
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(20, 10)
        self.drop = nn.Dropout(0.5)
        self.norm = nn.LayerNorm(10)
        self.out = nn.Sequential(nn.Dropout(0.1), nn.Linear(10, 1))

    def forward(self, x):
        return self.out(self.norm(self.drop(self.fc(x))))
`);
    const cell = await run(notebook, 0);
    const reports = cell.outputs.flatMap(({ items }) => items.filter(({ mime }) => mime === REPORT_MIME));
    assert.equal(reports.length, 2);
    const texts = cell.outputs.map(({ items }) => textOf(items.find(({ mime }) => mime === "text/plain")));
    assert.match(texts[0] ?? "", /^Net: fc to drop\nAssumed/);
    assert.match(
      texts[2] ?? "",
      /^Net: out\.0 \(dropout\) to out\.1 \(linear\)\n.*\n.*10 units[^]*as norm gives it while untrained/,
    );
  });

  it("runs layers to a report that stands alone, with text and a picture beside it", async () => {
    const notebook = await notebookOf(NEURON);
    const cell = await run(notebook, 0);
    assert.deepEqual(
      cell.outputs.map(({ items }) => items.map(({ mime }) => mime).sort()),
      [[REPORT_MIME, "image/svg+xml", "text/plain"]],
    );
    const report = parseReport(JSON.parse(itemOf(cell, REPORT_MIME))) as ExploreReport;
    const { train, unscaledTrain, eval: evaluation } = report.layers[1]?.modes ?? assert.fail("no second layer");
    // Standard deviations sqrt(100 p q) = 4.899 and sqrt(100 p / q) = 8.165, of 10 000 trials.
    assert.ok(Math.abs((unscaledTrain.mean ?? NaN) - 60) < 4 * 0.04899, String(unscaledTrain.mean));
    assert.ok(Math.abs((train.mean ?? NaN) - 100) < 4 * 0.08165, String(train.mean));
    assert.equal(evaluation.mean, 100);
    assert.match(itemOf(cell, "text/plain"), /^Dropout Explorer: 100 units through 2 layers/);
    assert.match(itemOf(cell, "image/svg+xml"), /^<svg /);
    const { success, timing } = cell.executionSummary ?? {};
    assert.equal(success, true);
    assert.ok(timing && timing.endTime >= timing.startTime);
  });

  it("numbers its runs, and replaces what a cell showed before", async () => {
    const notebook = await notebookOf(NEURON, "Linear(4, 2)");
    await run(notebook, 1);
    await run(notebook, 0);
    const cell = await run(notebook, 1);
    assert.equal(cell.outputs.length, 2);
    assert.deepEqual(
      notebook.getCells().map(({ executionSummary }) => executionSummary?.executionOrder),
      [2, 3],
    );
  });

  it("says what it assumed, before the report", async () => {
    const cell = await run(await notebookOf("nn.Linear(4, 2)"), 0);
    const [assumed, report] = cell.outputs;
    assert.match(textOf(assumed?.items[0]), /^Assumed, because the layers don't say:\n {2}The input has 4 units, /);
    assert.ok(report?.items.some(({ mime }) => mime === REPORT_MIME));
  });

  it("runs a spec in JSON, and several cells one after another, whatever becomes of each", async () => {
    const input = { units: 2, distribution: { kind: "constant", value: 1 } };
    const json = JSON.stringify({ version: 1, input, layers: [{ kind: "dropout", p: 0.5 }], trials: 100 });
    const notebook = await notebookOf(json, "Dropout(2)", "", "# nothing\n", NEURON);
    await start(notebook, 0, 5);
    await ended(notebook.cellAt(4), (runs += 5));
    assert.deepEqual(
      notebook.getCells().map(({ executionSummary, outputs }) => [executionSummary?.success, outputs.length]),
      [
        [true, 1],
        [false, 1],
        [true, 0],
        [true, 0],
        [true, 1],
      ],
    );
  });

  it("says where a cell is wrong, by line and caret, and underlines it until the cell changes", async () => {
    const text = "nn.Sequential(\n  nn.Dropout(1.4),\n  nn.Linear(100, 1),\n)";
    const cell = await run(await notebookOf(text), 0);
    assert.equal(cell.executionSummary?.success, false);
    const { name, message, stack } = errorOf(cell);
    assert.equal(name, "NotationError");
    assert.match(message, /^Line 2: in "nn\.Dropout\(1\.4\)": p/);
    assert.match(stack, /Cell In\[\d+\], line 2\n[^]*----> 2 {3}nn\.Dropout\(1\.4\),\n {21}\^\^\^\n/);
    const underlined = () => vscode.languages.getDiagnostics(cell.document.uri);
    assert.equal(cell.document.getText(underlined()[0]?.range), "1.4");
    const edit = new vscode.WorkspaceEdit();
    edit.replace(cell.document.uri, underlined()[0]!.range, "0.4");
    await vscode.workspace.applyEdit(edit);
    await until("nothing to be underlined", () => underlined().length === 0);
  });

  it("answers Python code with how to choose a kernel for it", async () => {
    const cell = await run(await notebookOf("import torch\nprint(torch.ones(3))"), 0);
    assert.equal(cell.executionSummary?.success, false);
    assert.match(errorOf(cell).message, /^This kernel runs only layers[^]*Select Kernel/);
  });

  it("says how far a long run is, ends it when it is interrupted, and gives up the cells after it", async () => {
    const notebook = await notebookOf(LONG, NEURON);
    void start(notebook, 0, 2);
    const cell = notebook.cellAt(0);
    const said = await until("an estimate", () => itemOf(cell, "text/plain") || false);
    assert.match(said, /^Running .*trials/);
    await until("progress", () => /trials: \d+ %/.test(itemOf(cell, "text/plain")));
    await vscode.commands.executeCommand("notebook.cancelExecution");
    await ended(cell, ++runs);
    assert.equal(cell.executionSummary?.success, false);
    assert.match(errorOf(cell).message, /The run was interrupted/);
    assert.equal(cell.outputs.length, 1);
    assert.deepEqual([notebook.cellAt(1).outputs, notebook.cellAt(1).executionSummary?.success], [[], undefined]);
    await run(notebook, 1);
    assert.equal(notebook.cellAt(1).executionSummary?.success, true);
  });

  it("runs in a notebook of another kernel once it is chosen, and leaves that notebook's metadata alone", async () => {
    const { notebook } = await openedNotebook("python.ipynb", "python3", ["Linear(4, 2)"]);
    await select();
    await run(notebook, 0);
    await notebook.save();
    assert.equal((await fileOf(notebook.uri)).metadata.kernelspec?.name, "python3");
  });

  it("is chosen for the new notebook, and runs all of it", async () => {
    await vscode.commands.executeCommand("dropoutExplorer.newNotebook");
    const notebook = await activeNotebook();
    void start(notebook, 0, notebook.cellCount);
    const codes = notebook.getCells().filter(({ kind }) => kind === vscode.NotebookCellKind.Code);
    for (const [i, cell] of codes.entries()) await ended(cell, i + 1);
    assert.deepEqual(
      codes.map(({ executionSummary, outputs }) => [executionSummary?.success, outputs.length]),
      codes.map(() => [true, 1]),
    );
  });
});
