import assert from "node:assert/strict";
import { ReadModels, type ReadableText } from "../../../../src/extension/models/read-models";
import { modelWith } from "./models";

/** A document that a test types in. */
class FakeText implements ReadableText {
  version = 1;
  isClosed = false;
  constructor(public text: string) {}
  getText(): string {
    return this.text;
  }
  type(text: string): void {
    this.text = text;
    this.version++;
  }
}

const REST = 20;
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3 * REST));

describe("The models of documents", () => {
  let texts: string[];
  let readers: number;
  let models: ReadModels<FakeText>;
  let changed: FakeText[];
  const names = async (document: FakeText) => (await models.models(document)).map(({ name }) => name);

  beforeEach(() => {
    [texts, readers, changed] = [[], 0, []];
    models = new ReadModels<FakeText>(() => {
      readers++;
      const read = (text: string) => {
        texts.push(text);
        return [modelWith([], { name: text })];
      };
      return Promise.resolve({ read });
    }, REST);
    models.onChange((document) => changed.push(document));
  });
  afterEach(() => models.dispose());

  it("are read when they are first asked for, and each version once, however often they are", async () => {
    const document = new FakeText("a");
    assert.deepEqual([texts, readers], [[], 0]);
    assert.deepEqual(await Promise.all([names(document), names(document)]), [["a"], ["a"]]);
    await names(document);
    assert.deepEqual([texts, readers], [["a"], 1]);
  });

  it("are read again once typing rests, not at each key, and those who wait get what is there then", async () => {
    const document = new FakeText("a");
    await names(document);
    document.type("ab");
    models.changed(document);
    const asked = names(document);
    document.type("abc");
    models.changed(document);
    assert.deepEqual(await asked, ["abc"]);
    await rest();
    assert.deepEqual([texts, changed], [["a", "abc"], [document]]);
  });

  it("of a document that nobody asked for are not read when it changes", async () => {
    const document = new FakeText("a");
    models.changed(document);
    await rest();
    assert.deepEqual([texts, changed], [[], []]);
  });

  it("are forgotten when it is closed, and nobody waits in vain", async () => {
    const document = new FakeText("a");
    await names(document);
    document.type("b");
    models.changed(document);
    const asked = names(document);
    document.isClosed = true;
    models.close(document);
    assert.deepEqual(await asked, ["a"]);
    await rest();
    assert.deepEqual([await names(document), texts, changed], [[], ["a"], []]);
  });

  it("end with the extension", async () => {
    const document = new FakeText("a");
    await names(document);
    document.type("b");
    models.changed(document);
    models.dispose();
    await rest();
    assert.deepEqual([await names(document), texts], [[], ["a"]]);
  });
});
