import assert from "node:assert/strict";
import type { TextDocument } from "vscode";
import {
  layersOf,
  ModelsNode,
  nodesOf,
  targetOf,
  updated,
  type TopNode,
} from "../../../../src/extension/surfaces/models-nodes";
import { Session } from "../../../../src/workers/reading/session";
import { movedModel } from "../../../../src/workers/reading/moves";
import type { ReadModel } from "../../../../src/workers/reading/protocol";

const DOCUMENT = { uri: "file:///a.py" } as unknown as TextDocument;
const net = (name: string, rate: number): string => `${name} = nn.Sequential(nn.Linear(4, 2), nn.Dropout(${rate}))\n`;

/** The entries of a text that changes from one to the next. */
function entries(...texts: readonly string[]): TopNode[][] {
  const session = new Session();
  let last: readonly ReadModel[] = [];
  return texts.map((text) => {
    const { change, models } = session.read(text);
    last = models.map((model) => (typeof model === "number" ? movedModel(last[model]!, change) : model));
    return nodesOf(DOCUMENT, { models: last });
  });
}
const names = (nodes: readonly TopNode[] | undefined) =>
  nodes?.map((node) => (node instanceof ModelsNode ? node.model.name : node.reason));

describe("The entries of the tree of models", () => {
  const two = net("a", 0.1) + net("b", 0.2);

  it("are made again where their model changed, and stay where it only moved", () => {
    const [before, moved, changed] = entries(two, `x = 1\n${two}`, `x = 1\n${net("a", 0.1)}${net("b", 0.3)}`);
    assert.deepEqual(names(updated(before!, moved!)), []);
    assert.deepEqual(names(updated(before!, changed!)), ["b"]);
    const b = before![1] as ModelsNode;
    assert.equal(b.model.layers[1]!.p, 0.3);
    assert.equal(targetOf(layersOf(b)[1]!).layer?.p, 0.3);
  });

  it("are others where a model comes or goes, and where the document is no longer read", () => {
    const [before, more] = entries(two, `${two}${net("c", 0.5)}`);
    assert.equal(updated(before!, more!), undefined);
    const notRead = nodesOf(DOCUMENT, { models: [], notRead: "Reading took too long" });
    assert.deepEqual(names(notRead), ["Reading took too long"]);
    assert.equal(updated(before!.slice(0, 1), notRead), undefined);
  });

  it("are made again where another of their name comes before them: they lead to their own model", () => {
    const [before, swapped] = entries(net("a", 0.1) + net("b", 0.2), net("b", 0.1) + net("b", 0.2));
    assert.deepEqual(names(updated(before!, swapped!)), ["b", "b"]);
    assert.equal(targetOf(before![1] as ModelsNode).occurrence, 1);
  });
});
