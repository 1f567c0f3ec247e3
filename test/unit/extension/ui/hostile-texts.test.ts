import "../fake-vscode";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type * as vscode from "vscode";
import { ARTICLE } from "../../../../src/core/presets";
import { runCommand, type Command } from "../../../../src/extension/commands/command";
import { ApplyRate } from "../../../../src/extension/commands/apply-rate";
import { askForUnits } from "../../../../src/extension/explore/ask-for-units";
import { ExploreLayers } from "../../../../src/extension/commands/explore-layers";
import { ExploreModel } from "../../../../src/extension/commands/explore-model";
import { ExploreSelection } from "../../../../src/extension/commands/explore-selection";
import { ExploreSpecFile } from "../../../../src/extension/commands/explore-spec-file";
import { OpenReport } from "../../../../src/extension/commands/open-report";
import { unlessCancelled } from "../../../../src/extension/commands/unless-cancelled";
import { saveSpecAs } from "../../../../src/extension/spec-files/save-spec";
import { FileWriter } from "../../../../src/extension/files/file-writer";
import { SpecEditorProvider } from "../../../../src/extension/editor/spec-editor";
import { Applications } from "../../../../src/extension/applications/applications";
import { SpecDiagnostics } from "../../../../src/extension/diagnostics/spec-diagnostics";
import { ask } from "../../../../src/extension/explore/ask-question";
import { CodeLinks } from "../../../../src/extension/code/code-links";
import { chooseModel } from "../../../../src/extension/explore/choose-model";
import { DropoutHovers } from "../../../../src/extension/surfaces/dropout-hovers";
import { codeModelOf, layerTarget } from "../../../../src/extension/models/identity";
import { ModelExplorer } from "../../../../src/extension/explore/model-explorer";
import { ModelLenses } from "../../../../src/extension/surfaces/model-lenses";
import { Models } from "../../../../src/extension/models/models";
import { ModelsTree } from "../../../../src/extension/surfaces/models-tree";
import type { ShownDocuments } from "../../../../src/extension/models/shown-documents";
import { TextExplorer } from "../../../../src/extension/explore/text-explorer";
import { askForModel } from "../../../../src/extension/notebooks/ask-for-model";
import { errorOutput } from "../../../../src/extension/notebooks/cell-outputs";
import { CellDiagnostics } from "../../../../src/extension/notebooks/cell-diagnostics";
import { readCell } from "../../../../src/extension/notebooks/cell-text";
import { PythonReader } from "../../../../src/extension/reader/python-reader";
import { folderOf } from "../../../../src/extension/notebooks/notebook-folder";
import { placeProbe } from "../../../../src/extension/notebooks/probe-file";
import { receiveFromRenderer } from "../../../../src/extension/notebooks/renderer-messages";
import { DEFAULTS } from "../../../../src/formats/index";
import { Settings } from "../../../../src/extension/base/settings";
import { Actions } from "../../../../src/extension/webview/actions";
import type { Pages } from "../../../../src/extension/webview/pages";
import type { Panels } from "../../../../src/extension/webview/panels";
import { ReportPanels } from "../../../../src/extension/webview/report-panels";
import { modelsOf } from "../models/models";
import { FakeReader } from "../reader/fake-reader";
import { person, shown, Uri, world } from "../fake-vscode";
import { CELL_LINK, HOSTILE, VSCODE_LINK } from "./links";

/** A Keras model and its layer, both of them named as nobody names one. */
const KERAS = `import keras
from keras import layers
m = keras.Sequential([
    keras.Input((4,)),
    layers.Conv2D(3, 3, name="${HOSTILE}"),
    layers.Dropout(0.5, name="${HOSTILE}"),
    layers.Dense(2),
], name="${HOSTILE}")
`;
const PATH = `/${HOSTILE}`;
const FILE = new Uri("file", `${PATH}.py`);

/** A document as far as it is touched here. */
function documentOf(text: string, uri = FILE): vscode.TextDocument {
  const document = {
    uri,
    languageId: "python",
    isClosed: false,
    version: 1,
    lineCount: 1,
    getText: (range?: { start: { character: number }; end: { character: number } }) =>
      range ? text.slice(range.start.character, range.end.character) : text,
    positionAt: (offset: number) => ({ line: 0, character: offset }),
    offsetAt: ({ character }: { character: number }) => character,
    lineAt: () => ({ range: { start: { line: 0, character: 0 }, end: { line: 0, character: text.length } } }),
  };
  return document as unknown as vscode.TextDocument;
}

const log = { error: () => undefined, warn: () => undefined } as unknown as vscode.LogOutputChannel;
const runs = (command: Command, ...args: readonly unknown[]): Promise<void> => runCommand("it", command, args, log);
const settings = new Settings();
const files = new FileWriter(undefined);
const going = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => undefined }),
} as unknown as vscode.CancellationToken;
const panels = { read: () => undefined } as unknown as Panels;
const reading = new PythonReader(() => new FakeReader());
after(() => reading.dispose());
const texts = new TextExplorer(reading, settings);
const pages = { load: () => undefined, opening: () => ({}) } as unknown as Pages;
const models = new Models(reading, log);
const explorer = new ModelExplorer(models, reading, settings);
const links = new CodeLinks(explorer, reading);

function open(text: string, uri = FILE): vscode.TextDocument {
  const document = documentOf(text, uri);
  world.documents.splice(0, Infinity, document);
  return document;
}

/** What stands in an editor whose whole text is selected. */
function select(text: string): void {
  const document = open(text);
  const [start, end] = [document.positionAt(0), document.positionAt(text.length)];
  const selection = { start, end, active: start, isEmpty: false, contains: () => true };
  world.editor = { document, selection };
}

/** An editor of a file that can't be written to, whose application changes it nevertheless. */
async function editReadOnly(): Promise<void> {
  world.takesEdits = false;
  let say: (message: unknown) => unknown = () => undefined;
  const webview = {
    postMessage: () => undefined,
    onDidReceiveMessage: (listener: typeof say) => ((say = listener), { dispose: () => undefined }),
  };
  const silent = (): unknown => ({ dispose: () => undefined });
  const panel = { webview, onDidChangeViewState: silent, onDidDispose: silent, visible: true, active: true };
  const actions = new Actions(log, files, () => undefined);
  const document = documentOf(JSON.stringify(ARTICLE.spec), new Uri("file", `${PATH}.dropout.json`));
  const provider = new SpecEditorProvider(pages, new Applications(), actions);
  provider.resolveCustomTextEditor(document, panel as unknown as vscode.WebviewPanel);
  say({ type: "ready" });
  say({ type: "edit", base: ARTICLE.spec, spec: { ...ARTICLE.spec, trials: 7 } });
  await new Promise((resolve) => setTimeout(resolve, 20));
  world.takesEdits = true;
}

/** A rate that two dropouts share, written from the experiment of one. */
async function writeSharedRate(): Promise<void> {
  const text = "import torch.nn as nn\np = 0.5\nm = nn.Sequential(nn.Linear(3, 3), nn.Dropout(p), nn.Dropout(p))\n";
  open(text);
  const { models: read, model } = modelsOf(text);
  const code = codeModelOf(FILE.toString(), read, model);
  const { layer } = layerTarget(code, model, 1);
  const application = { sendSurely: () => undefined } as never;
  await links.write(application, { ...code, part: 0, layers: [layer!] }, layer!, 0.25);
}

const documents = {
  shown: { uri: FILE, documents: [documentOf(KERAS)] },
  onChange: () => undefined,
} as unknown as ShownDocuments;
const specFile = new Uri("file", `${PATH}.dropout.json`);

/** Every question and refusal, by what brings it about. */
const SAID: readonly (readonly [string, () => unknown])[] = [
  ["a command that fails with what a file says", () => runs({ run: () => Promise.reject(new Error(HOSTILE)) })],
  ["a model in a file that isn't run", () => exploreAll(KERAS)],
  ["models of one file to choose from", () => runs(new ExploreModel(panels, models, documents, explorer))],
  ["layers that are selected and aren't understood", () => (select(`Dropout(0.4, "${HOSTILE}")`), exploreSelected())],
  ["a model that is selected", () => (select(KERAS), exploreSelected())],
  ["layers that are typed and aren't understood", () => exploreTyped(`Droput("${HOSTILE}")`, HOSTILE)],
  ["units that are asked for", () => (person.types.push(HOSTILE), askForUnits())],
  ["spec files to choose from", () => (world.found.splice(0, Infinity, specFile), runs(new ExploreSpecFile()))],
  ["no spec file", () => (world.found.splice(0), runs(new ExploreSpecFile()))],
  ["a report that isn't one", () => openReport(JSON.stringify({ [HOSTILE]: 1 }))],
  ["a report of another kind", () => openReport(JSON.stringify({ kind: HOSTILE, version: HOSTILE }))],
  ["a report that isn't JSON", () => openReport(`{"${HOSTILE}" ${HOSTILE}`)],
  ["a report that can't be read", () => runs(new OpenReport(new ReportPanels(pages, panels)), new Uri("file", PATH))],
  ["a report of a notebook", () => receiveFromRenderer({ type: "openInPanel", report: { [HOSTILE]: 1 } }, reports())],
  ["a report that doesn't come back", () => reports().deserializeWebviewPanel(tab(), undefined)],
  ["a spec that is saved", () => saveIn(new Uri("file", specFile.path))],
  ["a spec that would replace another", () => saveIn(new Uri("file", PATH), [specFile.path])],
  ["an editor that can't write", editReadOnly],
  ["a rate that others share", writeSharedRate],
  ["rates that are as in the code", () => runs(new ApplyRate(links, unchanged))],
  [
    "a run that is waited for",
    () => unlessCancelled(HOSTILE, () => new Promise((resolve) => setTimeout(resolve, 900))),
  ],
  ["a number that the code doesn't say", () => (person.types.push(HOSTILE), ask(reading, question("p"), undefined))],
  ["what enters, that the code doesn't say", () => askForEntering()],
  ["one of two models", () => chooseModel([{ model: modelsOf(KERAS).model }, { model: modelsOf(KERAS).model }])],
  ["the variable of a model", () => (person.types.push(HOSTILE), askForModel([HOSTILE]))],
  ["a notebook without a folder", () => folderOf({ isUntitled: true } as vscode.NotebookDocument)],
  ["a module that is there already", () => placeIn(new Map([[`${PATH}/dropout_probe.py`, "mine"]]))],
  ["a module that can't be written", () => runs({ run: () => placeIn(new Map()) })],
  ["an error of a cell", () => errorOf(`nn.Sequential(nn.Dropout(p="${HOSTILE}"))`)],
  ["an error of a cell in JSON", () => errorOf(`{"<a href='command:evil'>x</a>": "${HOSTILE}"}`)],
  ["diagnostics of a spec file", () => diagnose(JSON.stringify({ [HOSTILE]: HOSTILE }))],
  ["the tree of models", () => showTree()],
  ["the line above a model", () => new ModelLenses(models, settings).provideCodeLenses(documentOf(KERAS), going)],
];

const reports = (): ReportPanels => new ReportPanels(pages, panels);
const tab = (): vscode.WebviewPanel => ({ title: HOSTILE, dispose: () => undefined }) as unknown as vscode.WebviewPanel;
const unchanged = (): never => ({ state: { spec: { layers: [] } }, code: { layers: [] } }) as never;
const question = (about: "p" | "entering") =>
  ({ layer: 0, about, message: HOSTILE }) as unknown as Parameters<typeof ask>[1];

async function exploreAll(text: string): Promise<void> {
  const document = open(text);
  const read = await models.of(document);
  for (const model of read) {
    const code = codeModelOf(FILE.toString(), read, model);
    await runs(new ExploreModel(panels, models, documents, explorer), code);
    await runs(new ExploreModel(panels, models, documents, explorer), { ...code, model: `${HOSTILE} gone` });
  }
}

const exploreSelected = (): Promise<void> => runs(new ExploreSelection(panels, texts, models, explorer, reading));

async function exploreTyped(...types: readonly string[]): Promise<void> {
  for (const typed of types) {
    person.types.push(typed);
    await runs(new ExploreLayers(panels, settings, texts, reading));
  }
}

async function openReport(text: string): Promise<void> {
  world.files.set(`${PATH}.json`, text);
  await runs(new OpenReport(reports()), new Uri("file", `${PATH}.json`));
}

async function saveIn(file: Uri, present: readonly string[] = []): Promise<void> {
  for (const name of present) world.files.set(name, "");
  world.saved = file;
  await new Actions(log, files, () => undefined).copy(HOSTILE, "");
  await runs({ run: () => saveSpecAs(ARTICLE.spec, files) });
}

async function askForEntering(): Promise<void> {
  person.types.push(HOSTILE);
  person.chooses.push(4);
  // What was typed is no distribution, so there is no answer.
  await ask(reading, question("entering"), undefined).catch(() => undefined);
}

async function placeIn(present: ReadonlyMap<string, string>): Promise<void> {
  const extension = new Uri("file", "/extension");
  world.files.set("/extension/media/python/dropout_probe.py", "ours");
  for (const [name, text] of present) world.files.set(name, text);
  await placeProbe(extension as unknown as vscode.Uri, new Uri("file", PATH) as unknown as vscode.Uri, files);
  for (const [name] of present) world.files.delete(name);
}

async function errorOf(text: string): Promise<void> {
  const cell = await readCell(text, (python) => reading.ask("experiments", python, DEFAULTS));
  assert.ok(cell.kind === "wrong", cell.kind);
  errorOutput(cell.error, text, 1);
  new CellDiagnostics().show(documentOf(text), cell.error);
}

function diagnose(text: string): void {
  world.documents.splice(0, Infinity, documentOf(text, specFile));
  new SpecDiagnostics().dispose();
}

async function showTree(): Promise<void> {
  const tree = new ModelsTree(models, documents);
  for (const node of await tree.getChildren()) {
    for (const one of [node, ...(await tree.getChildren(node))]) {
      const item = tree.getTreeItem(one);
      shown.push({ by: "description", text: String(item.description), from: [] });
    }
  }
}

/** The files of the extension that show something through ui/window. */
function thatShow(): readonly string[] {
  const root = join(__dirname, "..", "..", "..", "..", "src", "extension");
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && readFileSync(join(root, name), "utf8").includes('/ui/window"'))
    .map((name) => relative(".", name));
}

describe("A text of a file that is hostile", () => {
  for (const [what, bring] of SAID) {
    it(`is a text and no command in ${what}`, async () => {
      const before = shown.length;
      await bring();
      const now = shown.slice(before);
      assert.ok(now.length > 0, "nothing was shown");
      for (const { by, text } of now) {
        assert.doesNotMatch(text, VSCODE_LINK, by);
        assert.doesNotMatch(text, CELL_LINK, by);
        assert.ok(text.length <= 25_000, by);
      }
    });
  }

  it("was in every one of them that can hold it", () => {
    const held = shown.filter(({ text }) => text.replaceAll("\u2060", "").includes(HOSTILE.slice(0, 20)));
    const by = new Set(held.map((one) => one.by));
    for (const kind of [
      "showErrorMessage",
      "showQuickPick",
      "showInputBox",
      "validateInput",
      "createQuickPick",
      "withProgress",
      "showWarningMessage",
      "showInformationMessage",
      "TreeItem",
      "Diagnostic",
      "NotebookCellOutputItem.error",
    ]) {
      assert.ok(by.has(kind), kind);
    }
  });

  it("was sent through every file that shows something", () => {
    const asked = new Set(shown.flatMap(({ from }) => from));
    assert.deepEqual(
      thatShow().filter((name) => !asked.has(name)),
      [],
    );
  });

  it("ends no link of a hover, whose argument arrives as it was", async () => {
    const uri = new Uri("file", "/it's (mine)!*.py");
    const document = open(KERAS, uri);
    const at = document.positionAt(KERAS.indexOf("Dropout"));
    const hover = await new DropoutHovers(models).provideHover(document, at, going);
    const [text] = [hover?.contents].flat() as vscode.MarkdownString[];
    assert.deepEqual(text!.isTrusted, { enabledCommands: ["dropoutExplorer.exploreModel"] });
    const address = /\]\((command:[^)]*)\)$/.exec(text!.value)?.[1] ?? "";
    assert.doesNotMatch(address, /[()'*!\s]/);
    const [target] = JSON.parse(decodeURIComponent(address.slice(address.indexOf("?") + 1))) as [
      { uri: string; layer: { name: string } },
    ];
    assert.equal(target.uri, uri.toString());
    assert.ok(target.layer.name.startsWith(HOSTILE));
    assert.equal(text!.value.split("](").length - 1, 2, "the framework's page and Explore");
  });
});
