import * as vscode from "vscode";
import { reasonText, type SourceLayer, type SourceModel } from "../../formats/index";
import { Disposable } from "../base/disposable";
import { COMMANDS, CONTEXTS, VIEWS } from "../base/ids";
import { timed } from "../base/timed";
import { inBackground } from "../ui/background";
import { plainText } from "../ui/plain-text";
import { layerMarkdown } from "../model-text/layer-text";
import { isPython, type Models } from "../models/models";
import { layersOf, ModelsNode, nodesOf, NotReadNode, targetOf, updated, type TopNode } from "./models-nodes";
import { fileNameOf } from "../base/file-name";
import type { ShownDocuments } from "../models/shown-documents";
import { layerText, modelText, type TreeText } from "../model-text/entry-text";

/** Characters of an entry that are shown. */
const MOST_OF_LABEL = 300;

/** "Models": the models of the file or notebook in front with their layers, each of which leads to its line. */
export class ModelsTree extends Disposable implements vscode.TreeDataProvider<TopNode> {
  readonly #onChange = this.own(new vscode.EventEmitter<TopNode[] | undefined>());
  readonly onDidChangeTreeData = this.#onChange.event;
  readonly #view: vscode.TreeView<TopNode>;
  /** The entries that VS Code was given of each document. */
  readonly #given = new WeakMap<vscode.TextDocument, readonly TopNode[]>();

  constructor(
    private readonly models: Models,
    private readonly documents: ShownDocuments,
  ) {
    super();
    this.#view = this.own(
      vscode.window.createTreeView(VIEWS.models, { treeDataProvider: this, showCollapseAll: true }),
    );
    this.own(documents.onChange(() => this.#refresh()));
    this.own(models.onChange((document) => inBackground("models tree", this.#changed(document))));
    this.#refresh();
  }

  async getChildren(node?: TopNode): Promise<TopNode[]> {
    if (node) return node instanceof ModelsNode ? timed("getChildren", () => layersOf(node)) : [];
    const documents = this.documents.shown?.documents ?? [];
    return (await Promise.all(documents.map((document) => this.#nodesOf(document)))).flat();
  }

  getTreeItem(node: TopNode): vscode.TreeItem {
    return timed("getTreeItem", () => itemOfNode(node));
  }

  /** What is shown where a person points at an entry, which few are. */
  resolveTreeItem(item: vscode.TreeItem, node: TopNode): vscode.TreeItem {
    if (node instanceof ModelsNode && node.layer !== undefined) {
      const { model } = node;
      const layer = model.layers[node.layer];
      const reason = model.said.notRun.get(node.layer);
      if (layer) item.tooltip = new vscode.MarkdownString(layerMarkdown(layer, model.framework, reason));
    }
    return item;
  }

  async #nodesOf(document: vscode.TextDocument): Promise<TopNode[]> {
    const read = await this.models.read(document);
    const nodes = timed("getChildren", () => nodesOf(document, read));
    this.#given.set(document, nodes);
    return nodes;
  }

  /** The person sees the entries that changed, and no others, made again: those that only moved look as they did. */
  async #changed(document: vscode.TextDocument): Promise<void> {
    if (!this.documents.shown?.documents.includes(document)) return;
    const given = this.#given.get(document);
    if (!given) return;
    // One that cannot be read now says so where VS Code asks for its entries.
    const read = await this.models.read(document).catch(() => undefined);
    const changed = read && timed("modelsChanged", () => updated(given, nodesOf(document, read)));
    if (!changed) this.#refresh();
    else if (changed.length > 0) this.#onChange.fire([...changed]);
  }

  #refresh(): void {
    const { shown } = this.documents;
    this.#view.description = shown ? plainText(fileNameOf(shown.uri), MOST_OF_LABEL) : "";
    // Once there was Python the view stays: a sidebar that changed its shape with each file would be restless.
    if (shown?.documents.some(isPython)) {
      inBackground("context", vscode.commands.executeCommand("setContext", CONTEXTS.python, true));
    }
    this.#onChange.fire(undefined);
  }
}

function itemOf({ label, description, icon }: TreeText, state: vscode.TreeItemCollapsibleState): vscode.TreeItem {
  const item = new vscode.TreeItem(plainText(label, MOST_OF_LABEL), state);
  return Object.assign(item, {
    description: plainText(description, MOST_OF_LABEL),
    iconPath: new vscode.ThemeIcon(icon),
  });
}

function itemOfNode(node: TopNode): vscode.TreeItem {
  if (node instanceof NotReadNode) return notReadItem(node);
  const layer = node.layer === undefined ? undefined : node.model.layers[node.layer];
  const item =
    layer === undefined || node.layer === undefined ? modelItem(node.model) : layerItem(node, node.layer, layer);
  item.command = {
    title: "Reveal in Code",
    command: COMMANDS.revealInCode,
    arguments: [targetOf(node)],
  };
  return item;
}

function notReadItem({ document, reason, inPart }: NotReadNode): vscode.TreeItem {
  const label = inPart ? "Partly read" : "Not read";
  const item = itemOf({ label, description: reason, icon: "info" }, vscode.TreeItemCollapsibleState.None);
  const name = plainText(fileNameOf(document.uri), MOST_OF_LABEL);
  item.tooltip = inPart ? reason : `${name} wasn't read. ${reason}.`;
  return item;
}

function modelItem(model: SourceModel): vscode.TreeItem {
  const item = itemOf(modelText(model), vscode.TreeItemCollapsibleState.Expanded);
  item.contextValue = "model";
  item.tooltip = model.reason && plainText(sentenceOf(reasonText(model.reason)));
  return item;
}

/** What stands alone begins like a sentence. */
const sentenceOf = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function layerItem({ model }: ModelsNode, index: number, layer: SourceLayer): vscode.TreeItem {
  const reason = model.said.notRun.get(index);
  const item = itemOf(
    layerText(model.said.code[index] ?? "", layer, reason === undefined),
    vscode.TreeItemCollapsibleState.None,
  );
  item.contextValue = layer.p === undefined ? "layer" : "dropout";
  return item;
}
