import assert from "node:assert/strict";
import { ARTICLE } from "../../../../src/core/presets";
import { DocumentSync, type DocumentMessage, type Refusal } from "../../../../src/extension/editor/document-sync";
import { specText } from "../../../../src/extension/spec-files/spec-text";
import { applyEdits, type Edit } from "../../../../src/extension/json/parser";
import { readSpecText } from "../../../../src/extension/spec-files/issues-in-text";
import type { ExploreSpec } from "../../../../src/formats/index";

const REST = 5;
const rested = () => new Promise((resolve) => setTimeout(resolve, 6 * REST));
const withP = (p: number): ExploreSpec => ({
  ...ARTICLE.spec,
  layers: [{ kind: "dropout", p }, ...ARTICLE.spec.layers.slice(1)],
});
const pOf = (spec: ExploreSpec | undefined): number | undefined =>
  spec?.layers[0]?.kind === "dropout" ? spec.layers[0].p : undefined;

/** A document as VS Code has it: edits are applied a moment later, and everyone hears of every change. */
class FakeDocument {
  value = specText(ARTICLE.spec);
  steps = 0;
  refusals = 0;
  breaks = 0;
  readonly told: DocumentMessage[] = [];
  readonly refused: Refusal[] = [];
  readonly sync = new DocumentSync(
    { text: () => this.value, apply: (edits) => this.#apply(edits) },
    (message) => this.told.push(message),
    (why) => this.refused.push(why),
    REST,
  );

  /** An edit of what the application showed when it was made. */
  edit(base: ExploreSpec, spec: ExploreSpec): Promise<void> {
    return this.sync.edit({ base, spec });
  }
  type(value: string): void {
    this.value = value;
    this.sync.changed();
  }
  get p(): number | undefined {
    const read = readSpecText(this.value);
    return "spec" in read ? pOf(read.spec) : undefined;
  }
  get shown(): (number | string | undefined)[] {
    return this.told.map((message) => (message.type === "document" ? pOf(message.spec) : message.type));
  }

  async #apply(edits: readonly Edit[]): Promise<boolean> {
    await Promise.resolve();
    if (this.breaks-- > 0) throw new Error("the document is gone");
    if (this.refusals-- > 0) return false;
    this.steps++;
    this.type(applyEdits(this.value, [...edits]));
    return true;
  }
}
const opened = () => {
  const document = new FakeDocument();
  assert.equal(pOf(document.sync.open()), 0.4);
  return document;
};

describe("A document and the application that edits it", () => {
  it("agree after an edit that broke, which its maker hears, and the next edit is written", async () => {
    const document = opened();
    document.breaks = 1;
    await assert.rejects(document.edit(withP(0.4), withP(0.5)), /the document is gone/);
    await document.sync.settled;
    assert.deepEqual(document.shown, [0.4]);
    await document.edit(withP(0.4), withP(0.6));
    assert.equal(document.p, 0.6);
  });

  it("agree after an edit, without an echo to the one who made it", async () => {
    const document = opened();
    await document.edit(withP(0.4), withP(0.5));
    await rested();
    assert.equal(document.p, 0.5);
    assert.deepEqual([document.steps, document.told], [1, []]);
  });

  it("agree after edits in a row, each one step, none of them sent back", async () => {
    const document = opened();
    for (const [from, to] of [
      [0.4, 0.5],
      [0.5, 0.6],
      [0.6, 0.7],
    ] as const)
      void document.edit(withP(from), withP(to));
    await rested();
    assert.equal(document.p, 0.7);
    assert.deepEqual([document.steps, document.told], [3, []]);
  });

  it("agree once typing rests, after one message", async () => {
    const document = opened();
    for (const p of [0.1, 0.2, 0.3]) document.type(specText(withP(p)));
    await rested();
    assert.deepEqual(document.shown, [0.3]);
  });

  it("say nothing where only comments and white space changed", async () => {
    const document = opened();
    document.type(`// a comment\n${document.value}`);
    await rested();
    assert.deepEqual(document.told, []);
  });

  it("say why the text cannot be read, and when it can again", async () => {
    const document = opened();
    const good = document.value;
    document.type(good.slice(0, -5));
    await rested();
    document.type(good);
    await rested();
    assert.deepEqual(document.shown, ["documentBroken", 0.4]);
    const [broken] = document.told;
    assert.match(broken?.type === "documentBroken" ? (broken.issues[0]?.message ?? "") : "", /^Line \d+, column \d+: /);
  });

  it("keep a broken text as it is when the application edits", async () => {
    const document = opened();
    const broken = document.value.slice(0, -5);
    document.type(broken);
    await document.edit(withP(0.4), withP(0.5));
    assert.equal(document.value, broken);
    assert.deepEqual(document.shown, [0.4, "documentBroken"]);
  });

  it("take an edit back that came while the text was broken, to what the document last said", async () => {
    const document = opened();
    await document.edit(withP(0.4), withP(0.5));
    document.type(document.value.slice(0, -5));
    await rested();
    await document.edit(withP(0.5), withP(0.6));
    assert.deepEqual(document.shown, ["documentBroken", 0.5, "documentBroken"]);
  });

  it("begin with what a broken document last said, and with nothing where it never was readable", async () => {
    const document = opened();
    document.type(document.value.slice(0, -5));
    await rested();
    assert.equal(pOf(document.sync.open()), 0.4);
    const never = new FakeDocument();
    never.value = never.value.slice(0, -5);
    assert.equal(never.sync.open(), undefined);
  });

  it("make an edit of what the text says now where it was made of an older one, and show both", async () => {
    const document = opened();
    document.type(specText({ ...withP(0.3), seed: 9 }));
    await document.edit(withP(0.4), { ...withP(0.4), trials: 7 });
    const both = { ...withP(0.3), seed: 9, trials: 7 };
    assert.deepEqual(document.told, [{ type: "document", spec: both }]);
    assert.deepEqual([document.value, document.steps, document.refused], [specText(both), 1, []]);
  });

  it("lose no edit that follows an undo before the message of that, nor any after it", async () => {
    const document = opened();
    const before = document.value;
    await document.edit(withP(0.4), withP(0.5));
    document.type(before);
    void document.edit(withP(0.5), { ...withP(0.5), trials: 7 });
    await document.edit({ ...withP(0.5), trials: 7 }, { ...withP(0.5), trials: 7, seed: 9 });
    assert.deepEqual(document.told, [{ type: "document", spec: { ...withP(0.4), trials: 7, seed: 9 } }]);
    assert.equal(document.p, 0.4);
  });

  it("show the document once more to an application that got it while its edit was under way", async () => {
    const document = opened();
    document.type(specText(withP(0.3)));
    document.sync.follow();
    await document.edit(withP(0.4), withP(0.6));
    assert.equal(document.p, 0.6);
    assert.deepEqual(document.shown, [0.3, 0.6]);
  });

  it("refuse an edit of what is no longer there, say so, and show the document", async () => {
    const document = opened();
    const removed = { ...ARTICLE.spec, layers: ARTICLE.spec.layers.slice(1) };
    document.type(specText(removed));
    await document.edit(withP(0.4), withP(0.5));
    assert.deepEqual(document.told, [{ type: "document", spec: removed }]);
    assert.deepEqual([document.value, document.refused], [specText(removed), ["moved"]]);
  });

  it("try again where the text moved under an edit, and give the document back where it cannot be written", async () => {
    const moved = opened();
    moved.refusals = 1;
    await moved.edit(withP(0.4), withP(0.5));
    assert.deepEqual([moved.p, moved.told.length], [0.5, 0]);
    const readOnly = opened();
    readOnly.refusals = 100;
    await readOnly.edit(withP(0.4), withP(0.5));
    assert.deepEqual([readOnly.shown, readOnly.refused], [[0.4], ["readOnly"]]);
  });

  it("follow an undo, which is a change like any other", async () => {
    const document = opened();
    const before = document.value;
    await document.edit(withP(0.4), withP(0.5));
    document.type(before);
    await rested();
    assert.deepEqual(document.shown, [0.4]);
  });
});
