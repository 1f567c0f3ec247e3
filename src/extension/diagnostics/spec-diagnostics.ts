import * as vscode from "vscode";
import { RestTimer } from "../../workers/rest-timer";
import { Disposable } from "../base/disposable";
import { SPEC_SUFFIX } from "../base/ids";
import { rangeIn, spanIn } from "../base/ranges";
import { timed } from "../base/timed";
import { plainBlock } from "../ui/plain-text";
import { issuesInText, type TextIssue } from "../spec-files/issues-in-text";
import { isJsonServers, withoutRepeats } from "./repeats";

const SOURCE = "Dropout Explorer";
/** Milliseconds for which typing rests before a text is read again. */
const REST = 150;

interface Open {
  readonly rests: RestTimer;
  readonly issues: readonly TextIssue[];
  /** What is underlined now; set again only where it changes, or our own event would call us forever. */
  readonly shown: string;
}

/** Underlines in open spec files what `parseSpec` refuses, where the JSON language server has not underlined it. */
export class SpecDiagnostics extends Disposable {
  readonly #collection = this.own(vscode.languages.createDiagnosticCollection("dropoutExplorer"));
  readonly #open = new Map<vscode.TextDocument, Open>();

  constructor() {
    super();
    const measured = (work: () => void): void => timed("specDiagnostics", work);
    this.own(vscode.workspace.onDidOpenTextDocument((document) => measured(() => this.#read(document))));
    this.own(vscode.workspace.onDidChangeTextDocument(({ document }) => measured(() => this.#readSoon(document))));
    this.own(vscode.workspace.onDidCloseTextDocument((document) => this.#close(document)));
    this.own(vscode.languages.onDidChangeDiagnostics(({ uris }) => measured(() => this.#othersChanged(uris))));
    this.own({ dispose: () => [...this.#open.keys()].forEach((document) => this.#close(document)) });
    for (const document of vscode.workspace.textDocuments) this.#read(document);
  }

  #readSoon(document: vscode.TextDocument): void {
    const open = this.#open.get(document);
    if (!open) return;
    open.rests.again(REST, () => timed("specDiagnostics", () => this.#read(document)));
  }

  #read(document: vscode.TextDocument): void {
    if (!document.uri.path.endsWith(SPEC_SUFFIX) || document.isClosed) return;
    const { shown, rests } = this.#open.get(document) ?? { shown: "[]", rests: new RestTimer() };
    this.#open.set(document, { issues: issuesInText(document.getText()), shown, rests });
    this.#show(document);
  }

  #close(document: vscode.TextDocument): void {
    this.#open.get(document)?.rests.cancel();
    if (this.#open.delete(document)) this.#collection.delete(document.uri);
  }

  #othersChanged(uris: readonly vscode.Uri[]): void {
    const changed = new Set(uris.map(String));
    for (const document of this.#open.keys()) {
      if (changed.has(document.uri.toString())) this.#show(document);
    }
  }

  #show(document: vscode.TextDocument): void {
    const open = this.#open.get(document);
    if (!open) return;
    const others = vscode.languages.getDiagnostics(document.uri).filter(isJsonServers);
    const theirs = others.map(({ range }) => spanIn(document, range));
    const issues = withoutRepeats(open.issues, theirs);
    const shown = JSON.stringify(issues);
    if (shown === open.shown) return;
    this.#open.set(document, { ...open, shown });
    this.#collection.set(
      document.uri,
      issues.map((issue) => diagnosticOf(document, issue)),
    );
  }
}

function diagnosticOf(document: vscode.TextDocument, issue: TextIssue): vscode.Diagnostic {
  const { Error } = vscode.DiagnosticSeverity;
  const diagnostic = new vscode.Diagnostic(rangeIn(document, issue), plainBlock(issue.message), Error);
  diagnostic.source = SOURCE;
  return diagnostic;
}
