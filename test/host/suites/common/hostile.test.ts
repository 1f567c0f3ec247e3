import assert from "node:assert/strict";
import * as vscode from "vscode";
import { openedNotebook } from "./notebooks";
import { api, closeAll, until, written } from "./samples";

const times = (count: number, line: string): string => `${line}\n`.repeat(count);
const TORCH = "from torch import nn\n";

/** Texts that cost a reader all time, memory or stack there is, unless it ends; small ones and large ones. */
const HOSTILE: Readonly<Record<string, string>> = {
  "a list of a thousand million": "nn\nx = [] * 10**9\ny = [0] * 10**9\nz = 'ab' * 10**9\n",
  "a list that doubles": `nn\nx = [1]\n${times(40, "x = [*x, *x]")}`,
  "a text that doubles": `nn\na = 'xx'\n${times(60, "a = f'{a}{a}'")}net = nn.Sequential(nn.Dropout(.5))\nnet.add_module(a, nn.Linear(2, 2))\n`,
  "a model that doubles": `${TORCH}n = nn.Sequential(nn.Dropout(.5))\n${times(40, "n = nn.Sequential(n, n)")}`,
  "layers that double": `${TORCH}n = nn.ModuleList([nn.Dropout(.5)])\n${times(40, "n += n")}`,
  "a container that holds itself": `${TORCH}n = nn.Sequential(nn.Dropout(.5))\nn.append(n)\nx = []\nx.append(x)\nm = nn.Sequential(*x)\n`,
  "loops in loops": `${TORCH}x = []\nfor i in range(9999):\n  for j in range(9999):\n    for k in range(9999):\n      x.append(nn.Dropout(.5))\n`,
  "brackets in brackets": `nn\nx = ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`,
  "signs of signs": `nn\nx = ${"-".repeat(50_000)}1\n`,
  "blocks in blocks": `nn\n${Array.from({ length: 400 }, (_, i) => `${" ".repeat(i)}if x:\n`).join("")}`,
  "three thousand classes": `${TORCH}${Array.from({ length: 3000 }, (_, i) => `class C${i}(${i === 0 ? "nn.Module" : `C${i - 1}`}):\n  pass\n`).join("")}`,
  "a million bytes without an operator": `nn\n${"1 ".repeat(500_000)}\n`,
  "five million bytes of data": `nn\nx = [\n${"    [0.12345, 0.67891, 1.2345],\n".repeat(160_000)}]\n`,
  "a banner": `# nn\n${"#".repeat(5000)}\n`,
};

const NET = `${TORCH}\nnet = nn.Sequential(nn.Linear(64, 32), nn.Dropout(0.5), nn.Linear(32, 10))\n`;
const TITLE = "Dropout: 1 site, p = 0.5 · Explore";

/** The titles of our lines above models, as an editor asks for them. */
async function titles(uri: vscode.Uri): Promise<readonly (string | undefined)[]> {
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri);
  const ours = all.filter(({ command }) => command?.command.startsWith("dropoutExplorer."));
  return ours.map(({ command }) => command?.title);
}

/** What is said of a dropout. */
async function hovered(document: vscode.TextDocument): Promise<string> {
  const position = document.positionAt(document.getText().indexOf("Dropout") + 1);
  const all = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, position); // prettier-ignore
  return all.flatMap(({ contents }) => contents as vscode.MarkdownString[]).map(({ value }) => value).join("\n"); // prettier-ignore
}

/** The title of the panel in sight. */
const panel = (): string | undefined =>
  vscode.window.tabGroups.all
    .map(({ activeTab }) => activeTab)
    .find((tab) => tab?.input instanceof vscode.TabInputWebview)?.label;

/** Uses what reads, what runs and what shows, as a person would. */
async function useExtension(name: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(await written(`${name}.py`, NET));
  await vscode.window.showTextDocument(document);
  assert.deepEqual(await titles(document.uri), [TITLE]);
  assert.match(await hovered(document), /probability to drop/);
}

describe("a file that is hostile", function () {
  this.timeout(120_000);
  before(() => api());
  afterEach(() => closeAll());

  for (const [index, [what, text]] of Object.entries(HOSTILE).entries()) {
    it(`keeps nobody from working in another: ${what}`, async () => {
      const uri = await written(`hostile-${index}.py`, text);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      // Its own answer is whatever can be read of it; that it comes is what matters.
      const answer = titles(uri);
      await useExtension(`beside-${index}`);
      assert.ok(Array.isArray(await answer));
    });
  }

  it("in a notebook's cell is harmless too", async () => {
    const banner = `${"#".repeat(200)}\n# A section\n${"#".repeat(200)}\n`;
    const { notebook } = await openedNotebook("hostile.ipynb", "python3", [NET, banner, ...Object.values(HOSTILE).slice(0, 6)]); // prettier-ignore
    assert.deepEqual(await titles(notebook.cellAt(0).document.uri), [TITLE]);
  });

  it("may be edited, and is read once it is harmless", async () => {
    const uri = await written("fixed.py", `${TORCH}n = nn.Sequential(nn.Dropout(.5))\n${times(40, "n = nn.Sequential(n, n)")}`); // prettier-ignore
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await titles(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), NET);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.deepEqual(await titles(uri), [TITLE]);
  });

  it("leaves the sidebar and the panels working", async () => {
    for (const [index, text] of Object.values(HOSTILE).slice(0, 4).entries()) {
      const uri = await written(`left-${index}.py`, text);
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    }
    await vscode.commands.executeCommand("dropoutExplorer.open");
    await vscode.commands.executeCommand("dropoutExplorer.openInEditor");
    await until("the panel", panel);
    const report = await (
      await api()
    ).explore({
      version: 1,
      input: { units: 10, distribution: { kind: "constant", value: 1 } },
      layers: [{ kind: "dropout", p: 0.5 }],
      trials: 100,
      seed: 0,
      parameterSeed: 0,
    });
    assert.equal(report.layers.length, 1);
    await useExtension("last");
  });
});
