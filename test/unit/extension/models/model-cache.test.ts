import assert from "node:assert/strict";
import { ModelCache, type ReadableText } from "../../../../src/extension/models/model-cache";
import { ReaderNotStarted, TookTooLong } from "../../../../src/extension/reader/failures";
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
  let models: ModelCache<FakeText>;
  let changed: FakeText[];
  let closed: number;
  /** What reading a text ends in. */
  let refused: Error | undefined;
  /** How long it takes. */
  let turn: Promise<void>;
  const names = async (document: FakeText) => (await models.models(document)).models.map(({ name }) => name);

  beforeEach(() => {
    [texts, readers, changed, closed, refused, turn] = [[], 0, [], 0, undefined, Promise.resolve()];
    models = new ModelCache<FakeText>(() => {
      readers++;
      const read = async (text: string) => {
        texts.push(text);
        await turn;
        if (refused) throw refused;
        return { models: [modelWith([], { name: text })] };
      };
      return { read, close: () => closed++ };
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

  it("are those of the text as it is when they come: one that changed while it was read is read again", async () => {
    const document = new FakeText("a");
    let end: () => void = () => undefined;
    turn = new Promise((resolve) => (end = resolve));
    const asked = names(document);
    await rest();
    document.type("ab");
    models.changed(document);
    end();
    assert.deepEqual([await asked, texts], [["ab"], ["a", "ab"]]);
  });

  it("are none of a text that is not read: that is said once, and it is not read again until it changes", async () => {
    const document = new FakeText("a");
    const reasons: string[] = [];
    models.onNotRead(({ reason }) => reasons.push(reason));
    refused = new TookTooLong(5000);
    const { message } = refused;
    for (let i = 0; i < 3; i++) {
      assert.deepEqual(await models.models(document), { models: [], notRead: message });
    }
    document.type("ab");
    assert.deepEqual(await models.models(document), { models: [], notRead: message });
    assert.deepEqual([texts, reasons], [["a", "ab"], [message]]);
    refused = undefined;
    document.type("abc");
    assert.deepEqual(await names(document), ["abc"]);
  });

  it("are read by the next who asks where the reader could not be started", async () => {
    const document = new FakeText("a");
    refused = new ReaderNotStarted(new Error("no file"));
    await assert.rejects(names(document), /couldn't be started: no file/);
    refused = undefined;
    assert.deepEqual(await names(document), ["a"]);
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
    assert.deepEqual([await names(document), texts, changed, closed], [[], ["a"], [], 1]);
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
