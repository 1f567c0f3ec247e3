import * as vscode from "vscode";
import type { CodeModel, CodeTarget, SourceModel } from "../../formats/index";
import { Disposable } from "../disposable";
import { COMMANDS, CONTEXTS, VIEWS } from "../ids";
import { codeModelOf, layerTarget } from "./find";
import { layerMarkdown } from "./hover-text";
import { isPython, type Models } from "./models";
import { whyNotRun } from "./parts";
import { nameOf } from "./show-code";
import type { ShownDocuments } from "./shown-documents";
import { codeOf, layerText, modelText, type TreeText } from "./tree-items";

/** An entry of the tree: a model, or one of its layers. */
export class ModelsNode {
  /** @param layer The layer's place in the model; undefined for the model itself. */
  constructor(
    readonly document: vscode.TextDocument,
    readonly model: SourceModel,
    readonly code: CodeModel,
    readonly layer?: number,
  ) {}
}

/** What a command of the tree's menus is about. */
function targetOf({ code, model, layer }: ModelsNode): CodeTarget {
  return layer === undefined ? code : layerTarget(code, model, layer);
}

/** The same where the argument of a command is an entry of the tree. */
export const targetOfNode = (argument: unknown): CodeTarget | undefined =>
  argument instanceof ModelsNode ? targetOf(argument) : undefined;

/** "Models": the models of the file or notebook in front with their layers, each of which leads to its line. */
export class ModelsTree extends Disposable implements vscode.TreeDataProvider<ModelsNode> {
  readonly #onChange = this.own(new vscode.EventEmitter<void>());
  readonly onDidChangeTreeData = this.#onChange.event;
  readonly #view: vscode.TreeView<ModelsNode>;

  constructor(
    private readonly models: Models,
    private readonly documents: ShownDocuments,
  ) {
    super();
    this.#view = this.own(
      vscode.window.createTreeView(VIEWS.models, { treeDataProvider: this, showCollapseAll: true }),
    );
    this.own(documents.onChange(() => this.#refresh()));
    this.own(models.onChange((document) => this.#changed(document)));
    this.#refresh();
  }

  async getChildren(node?: ModelsNode): Promise<ModelsNode[]> {
    if (node) return layersOf(node);
    const documents = this.documents.shown?.documents ?? [];
    return (await Promise.all(documents.map((document) => this.#modelsOf(document)))).flat();
  }

  async getTreeItem(node: ModelsNode): Promise<vscode.TreeItem> {
    const item = node.layer === undefined ? modelItem(node.model) : await layerItem(node, node.layer);
    item.command = {
      title: vscode.l10n.t("Reveal in Code"),
      command: COMMANDS.revealInCode,
      arguments: [targetOf(node)],
    };
    return item;
  }

  async #modelsOf(document: vscode.TextDocument): Promise<ModelsNode[]> {
    const models = await this.models.of(document);
    return models.map((model) => new ModelsNode(document, model, codeModelOf(document.uri.toString(), models, model)));
  }

  #changed(document: vscode.TextDocument): void {
    if (this.documents.shown?.documents.includes(document)) this.#refresh();
  }

  #refresh(): void {
    const { shown } = this.documents;
    this.#view.description = shown ? nameOf(shown.uri) : "";
    // Once there was Python the view stays: a sidebar that changed its shape with each file would be restless.
    if (shown?.documents.some(isPython)) void vscode.commands.executeCommand("setContext", CONTEXTS.python, true);
    this.#onChange.fire();
  }
}

function layersOf({ document, model, code, layer }: ModelsNode): ModelsNode[] {
  return layer === undefined ? model.layers.map((_, index) => new ModelsNode(document, model, code, index)) : [];
}

function itemOf({ label, description, icon }: TreeText, state: vscode.TreeItemCollapsibleState): vscode.TreeItem {
  return Object.assign(new vscode.TreeItem(label, state), { description, iconPath: new vscode.ThemeIcon(icon) });
}

function modelItem(model: SourceModel): vscode.TreeItem {
  const item = itemOf(modelText(model), vscode.TreeItemCollapsibleState.Expanded);
  item.contextValue = "model";
  item.tooltip = model.reason;
  return item;
}

async function layerItem({ document, model }: ModelsNode, index: number): Promise<vscode.TreeItem> {
  const layer = model.layers[index]!;
  const reason = (await whyNotRun(model)).get(index);
  const item = itemOf(
    layerText(codeOf(document.getText(), layer), layer, reason === undefined),
    vscode.TreeItemCollapsibleState.None,
  );
  item.contextValue = layer.p === undefined ? "layer" : "dropout";
  item.tooltip = new vscode.MarkdownString(layerMarkdown(layer, model.framework, reason));
  return item;
}
