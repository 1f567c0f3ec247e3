import assert from "node:assert/strict";
import * as vscode from "vscode";
import { api, closeAll, sample, until, written } from "./samples";

const text = async (): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(sample("mlp.dropout.json")));
const underlined = (document: vscode.TextDocument): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(document.uri);

describe("a spec file in the text editor", () => {
  before(() => api());
  afterEach(() => closeAll());

  it("is JSON with comments, and the samples have nothing underlined", async () => {
    for (const name of ["article", "mlp", "relu"]) {
      const document = await vscode.workspace.openTextDocument(sample(`${name}.dropout.json`));
      assert.equal(document.languageId, "jsonc");
      await vscode.window.showTextDocument(document);
    }
    await new Promise((resolve) => setTimeout(resolve, 1500));
    for (const document of vscode.workspace.textDocuments) assert.deepEqual(underlined(document), []);
  });

  it("has a fan-in that does not match underlined at its place, until it matches", async () => {
    const file = await written("fan-in.dropout.json", (await text()).replace('"inputs": 256', '"inputs": 64'));
    const document = await vscode.workspace.openTextDocument(file);
    const editor = await vscode.window.showTextDocument(document);
    const [issue] = await until(
      "the fan-in to be underlined",
      () => underlined(document).length > 0 && underlined(document),
    );
    assert.equal(document.getText(issue?.range), "64");
    assert.equal(issue?.source, "Dropout Explorer");
    assert.match(issue.message, /expects 64 inputs, but layer \d gives 256/);
    await editor.edit((edit) => edit.replace(issue.range, "256"));
    await until("nothing to be underlined", () => underlined(document).length === 0);
  });

  it("has what the schema refuses underlined once: by the schema, with its hovers and completions", async () => {
    const file = await written("schema.dropout.json", (await text()).replace('"p": 0.5', '"p": 1.5'));
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    await until("the schema to speak", () => underlined(document).some(({ source }) => source !== "Dropout Explorer"));
    const at = underlined(document).map(({ range }) => document.getText(range));
    await until("one voice", () => underlined(document).length === 1);
    assert.ok(at.includes("1.5"), at.join());
  });

  it("has broken JSON underlined once, by the JSON language server", async () => {
    const file = await written("broken.dropout.json", (await text()).replace('"layers": [', '"layers": [[ '));
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    const theirs = () => underlined(document).find(({ source }) => source === "jsonc");
    const { range } = await until("the JSON language server", theirs);
    const repeated = () =>
      underlined(document).some((ours) => ours.source === "Dropout Explorer" && ours.range.intersection(range));
    await until("one voice", () => !repeated());
  });

  it("keeps what we underline where a spell checker underlines the same words", async () => {
    const file = await written("spelling.dropout.json", (await text()).replace('"inputs": 256', '"inputs": 64'));
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    const ours = () => underlined(document).find(({ source }) => source === "Dropout Explorer");
    const { range } = await until("the fan-in to be underlined", ours);
    const speller = vscode.languages.createDiagnosticCollection("speller");
    const remark = new vscode.Diagnostic(range, "Unknown word", vscode.DiagnosticSeverity.Information);
    remark.source = "cSpell";
    speller.set(file, [remark]);
    await until("the spell checker", () => underlined(document).length === 2);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.ok(ours());
    speller.dispose();
  });
});
