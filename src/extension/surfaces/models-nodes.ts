import type * as vscode from "vscode";
import type { CodeModel, CodeTarget } from "../../formats/index";
import type { ReadModel } from "../../workers/reading/protocol";
import { codeModelOf, layerTarget } from "../models/identity";
import type { DocumentModels } from "../reader/document-reader";

/** An entry of the tree: a model, or one of its layers. VS Code knows it by its identity while its model changes. */
export class ModelsNode {
  /** @param layer The layer's place in the model; undefined for the model itself. */
  constructor(
    readonly document: vscode.TextDocument,
    public model: ReadModel,
    public code: CodeModel,
    readonly layer?: number,
  ) {}
}

/** An entry of the tree: why a document is not read, or not all of it. */
export class NotReadNode {
  constructor(
    readonly document: vscode.TextDocument,
    readonly reason: string,
    readonly inPart = false,
  ) {}
}

/** What the tree has at its top. */
export type TopNode = ModelsNode | NotReadNode;

/** What a command of the tree's menus is about. */
export function targetOf({ code, model, layer }: ModelsNode): CodeTarget {
  return layer === undefined ? code : layerTarget(code, model, layer);
}

/** The same where the argument of a command is an entry of the tree. */
export const targetOfNode = (argument: unknown): CodeTarget | undefined =>
  argument instanceof ModelsNode ? targetOf(argument) : undefined;

/** The entries of a document. */
export function nodesOf(document: vscode.TextDocument, { models, readInPart, notRead }: DocumentModels): TopNode[] {
  if (notRead !== undefined) return [new NotReadNode(document, notRead)];
  const uri = document.uri.toString();
  const nodes = models.map((model) => new ModelsNode(document, model, codeModelOf(uri, models, model)));
  return readInPart === undefined ? nodes : [...nodes, new NotReadNode(document, readInPart, true)];
}

/** The layers of a model's entry. */
export function layersOf({ document, model, code, layer }: ModelsNode): ModelsNode[] {
  return layer === undefined ? model.layers.map((_, index) => new ModelsNode(document, model, code, index)) : [];
}

/**
 * Lets the entries that VS Code has of a document stand for its models as they are now.
 *
 * @returns those that look different, or undefined where there are others than before.
 */
export function updated(given: readonly TopNode[], now: readonly TopNode[]): readonly TopNode[] | undefined {
  if (given.length !== now.length) return undefined;
  const changed: TopNode[] = [];
  for (const [index, node] of given.entries()) {
    const next = now[index];
    if (next === undefined) return undefined;
    if (!(node instanceof ModelsNode) || !(next instanceof ModelsNode)) {
      if (saysTheSame(node, next)) continue;
      return undefined;
    }
    if (!looksAlike(node, next)) changed.push(node);
    [node.model, node.code] = [next.model, next.code];
  }
  return changed;
}

const saysTheSame = (a: TopNode, b: TopNode): boolean =>
  a instanceof NotReadNode && b instanceof NotReadNode && a.reason === b.reason;

/** What is said of a model stays the same object while that only moves. */
const looksAlike = (a: ModelsNode, b: ModelsNode): boolean =>
  a.model.said === b.model.said && a.code.occurrence === b.code.occurrence;
