import type { SyntaxNode } from "@lezer/common";
import type { LayerSpec } from "../../formats/index";
import type { Value } from "../syntax/arithmetic";
import { callOf, childrenOf, itemsOf, textOf, type Argument, type Source } from "../syntax/tree";
import { layersOf } from "./check";
import { NotationError, stoppedAt } from "./errors";
import { evaluate } from "./expression";
import { layerOf, type ReadLayer } from "./layer";
import { DEEPEST, parseSource } from "./source";

const EXAMPLE = "Dropout(0.4), Linear(100, 1)";

/** What a text of layers says, before it is checked as a spec. */
class LayerReader {
  readonly layers: ReadLayer[] = [];
  private readonly names = new Map<string, Value>();

  constructor(private readonly source: Source) {}

  /** Statements of layers, imports, and assignments of layers or numbers; all else is refused. */
  statements(parent: SyntaxNode): void {
    for (const node of childrenOf(parent)) {
      if (node.name === "StatementGroup") this.statements(node);
      else if (node.name === "AssignStatement") this.assignment(node);
      else if (node.name === "ExpressionStatement") this.items(itemsOf(this.source, node), 0);
      else if (!["ImportStatement", "Comment", ";"].includes(node.name)) {
        throw this.stop(node, `only layers are read here: write ${EXAMPLE} or nn.Sequential(...)`);
      }
    }
  }

  /** `model = nn.Sequential(...)` adds its layers; `d = 512` names a value for what follows. */
  private assignment(node: SyntaxNode): void {
    const children = childrenOf(node);
    const at = children.findIndex(({ name }) => name === "AssignOp");
    const [target] = children;
    const values = children.slice(at + 1).filter(({ name }) => name !== "Comment");
    const [value] = values;
    if (at < 0 || !target || !value) throw this.stop(node, "nothing is assigned here: write the layers");
    if (callOf(this.source, value) || /^(Array|Tuple)Expression$/.test(value.name)) {
      this.items(
        values.filter(({ name }) => name !== ",").map((item) => ({ value: item })),
        0,
      );
    } else if (values.length === 1 && target.name === "VariableName") {
      this.names.set(textOf(this.source, target), evaluate(this.source, value, this.names));
    } else throw this.stop(value, "only layers, or one number for one name, can be assigned here");
  }

  private items(items: readonly Argument[], depth: number): void {
    for (const { name, star, value } of items) {
      if (name !== undefined || star === "**") {
        throw this.stop(value, "layers stand here without names: write them one after the other");
      }
      if (star === "*" && !/^(Array|Tuple)Expression$/.test(value.name)) {
        throw this.stop(value, "only a list that is written out can be unpacked: write its layers");
      }
      this.item(value, depth);
    }
  }

  /** A layer, a sequence of them in any brackets, or a pair ("name", layer). */
  private item(node: SyntaxNode, depth: number): void {
    if (depth > DEEPEST) throw this.stop(node, `this is nested deeper than ${DEEPEST}`);
    if (/^(Array|Tuple|Parenthesized)Expression$/.test(node.name)) {
      const items = itemsOf(this.source, node);
      const named = node.name === "TupleExpression" && items.length === 2 && items[0]?.value.name === "String";
      this.items(named ? items.slice(1) : items, depth + 1);
      return;
    }
    const call = callOf(this.source, node);
    if (call?.name === "Sequential" || call?.name === "OrderedDict") this.items(call.arguments, depth + 1);
    else this.layers.push(layerOf(this.source, node, call, this.names, this.layers.length));
  }

  private stop = (node: SyntaxNode, remedy: string) => stoppedAt(this.source.text, node.from, remedy);
}

/**
 * The layers of a source in the order in which they run, with their places; values are not yet checked.
 *
 * @throws {NotationError} where something isn't a layer, and where there is none.
 */
export function readLayers(source: Source): readonly ReadLayer[] {
  const reader = new LayerReader(source);
  reader.statements(source.tree.topNode);
  if (reader.layers.length === 0) throw new NotationError(`There are no layers here: write ${EXAMPLE}`, 0, "layers");
  return reader.layers;
}

/**
 * Reads layers in PyTorch notation: `Dropout(0.4), Linear(100, 1)`, with or without `nn.` or any other prefix, one a
 * line or separated by commas, in lists, or in a whole `nn.Sequential(...)`, nested or by OrderedDict, assigned or not.
 * Imports and comments are passed over; names assigned to numbers above are known; arithmetic is calculated.
 *
 * @throws {NotationError} with `offset`, `path` and a message that says what to write instead.
 */
export function parseLayers(text: string): LayerSpec[] {
  const source = parseSource(text);
  return layersOf(source, readLayers(source));
}
