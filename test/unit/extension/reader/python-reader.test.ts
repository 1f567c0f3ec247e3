import assert from "node:assert/strict";
import { PythonReader } from "../../../../src/extension/reader/python-reader";
import { DEFAULTS, LIMITS } from "../../../../src/formats/index";
import { NeedsInput, NotationError, readModels } from "../../../../src/python/index";
import { DEADLY, ENDLESS, FakeReader } from "./fake-reader";

const NET = "from torch import nn\nnet = nn.Sequential(nn.Linear(4, 2), nn.Dropout(0.5))\n";
const PATIENCE = { start: 2000, job: 60, others: 10 };
const LINGER = 20;
const names = ({ models }: { readonly models: readonly { readonly name: string }[] }): string[] =>
  models.map(({ name }) => name);
const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("Reading in a worker", () => {
  let readers: FakeReader[];
  let reading: PythonReader;
  /** Makes the next start fail. */
  let broken: Error | undefined;

  beforeEach(() => {
    [readers, broken] = [[], undefined];
    const spawn = async (): Promise<FakeReader> => {
      await Promise.resolve();
      const error = broken;
      broken = undefined;
      if (error) throw error;
      const reader = new FakeReader();
      readers.push(reader);
      return reader;
    };
    reading = new PythonReader(spawn, PATIENCE, LINGER);
  });
  afterEach(() => reading.dispose());

  it("starts none before there is a text, and one for all documents", async () => {
    const [a, b] = [reading.open(), reading.open()];
    assert.equal(readers.length, 0);
    const read = await Promise.all([a.read(NET), b.read(NET.replace("net", "mlp")), a.read("")]);
    assert.deepEqual(read.map(names), [["net"], ["mlp"], []]);
    assert.equal(readers.length, 1);
  });

  it("gives the models of a file in parts, in their order", async () => {
    const text = `from torch import nn\n${Array.from({ length: 70 }, (_, i) => `n${i} = nn.Sequential(nn.Dropout(0.5))\n`).join("")}`;
    const document = reading.open();
    const { models } = await document.read(text);
    assert.deepEqual(names({ models }), names({ models: readModels(text) }));
    const parts = readers[0]!.answers.filter((answer) => answer.type === "models");
    assert.ok(parts.length > 1 && parts.every(({ models }) => models.length <= 16));
    const { models: again } = await document.read(`\n${text}`);
    assert.deepEqual(
      again.map(({ from }) => from),
      models.map(({ from }) => from + 1),
    );
  });

  it("says why a text was not read to its end, and gives the models before", async () => {
    const doubled = `n = nn.Sequential(nn.Dropout(0.5))\n${"n = nn.Sequential(n, n)\n".repeat(60)}`;
    const read = await reading.open().read(`${NET}${doubled}`);
    assert.ok(names(read).includes("net"));
    assert.match(read.readInPart ?? "", /too complex to follow/);
  });

  it("gives up a text at its deadline, and reads the next in another worker", async () => {
    const [a, b] = [reading.open(), reading.open()];
    await b.read(NET);
    await assert.rejects(a.read(ENDLESS), { name: "TookTooLong", message: /took longer than 0.06 seconds/ });
    assert.ok(readers[0]!.terminated);
    assert.deepEqual(names(await a.read(NET)), ["net"]);
    assert.deepEqual(names(await b.read(NET)), ["net"]);
  });

  it("lets nobody wait for a text that takes long", async () => {
    const [a, b, c] = [reading.open(), reading.open(), reading.open()];
    await b.read(NET);
    let given = false;
    const endless = a.read(ENDLESS).catch(() => (given = true));
    assert.deepEqual(names(await b.read(`\n${NET}`)), ["net"]);
    assert.deepEqual(names(await c.read(NET)), ["net"]);
    assert.deepEqual([given, readers.length], [false, 2]);
    await endless;
    assert.deepEqual(
      readers.map(({ terminated }) => terminated),
      [true, false],
    );
  });

  it("survives a worker that dies, which only the reader of that text hears of", async () => {
    const [a, b] = [reading.open(), reading.open()];
    await b.read(NET);
    const [died, other] = await Promise.allSettled([a.read(DEADLY), b.read(`\n${NET}`)]);
    assert.ok(died.status === "rejected" && (died.reason as Error).name === "ReaderDied");
    assert.ok(other.status === "fulfilled" && names(other.value)[0] === "net");
  });

  it("starts a worker again for the next text where that failed", async () => {
    const document = reading.open();
    broken = new Error("no such file");
    await assert.rejects(document.read(NET), { name: "ReaderNotStarted", message: /no such file/ });
    assert.deepEqual(names(await document.read(NET)), ["net"]);
  });

  it("does not send a text that is longer than any that is read", async () => {
    const long = "#".repeat(LIMITS.text + 1);
    await assert.rejects(reading.open().read(long), { name: "TooLong", message: /2.097.152 characters/ });
    await assert.rejects(reading.ask("experiments", long, DEFAULTS), { name: "TooLong" });
    await assert.rejects(reading.ask("modelNames", [NET, long]), { name: "TooLong" });
    assert.equal(readers.length, 0);
  });

  it("answers what is asked of a text, with the errors of the reader", async () => {
    assert.deepEqual(await reading.ask("modelNames", [NET]), ["net"]);
    const { kind } = await reading.ask("experiments", "Dropout(0.4), Linear(100, 1)", DEFAULTS);
    assert.equal(kind, "notation");
    await assert.rejects(reading.ask("experiments", "Dropout(0.4)", DEFAULTS), (error) => error instanceof NeedsInput);
    await assert.rejects(reading.ask("experiments", "Dropout(1.4)", DEFAULTS), (error) => {
      assert.ok(error instanceof NotationError && !(error instanceof NeedsInput));
      assert.deepEqual([error.offset, error.path], [8, "layers[0].p"]);
      return true;
    });
    await assert.rejects(reading.ask("experiments", ENDLESS, DEFAULTS), { name: "TookTooLong" });
  });

  it("ends its worker a while after the last document was closed", async () => {
    const document = reading.open();
    await document.read(NET);
    await wait(3 * LINGER);
    assert.equal(readers[0]!.terminated, false);
    document.close();
    await wait(3 * LINGER);
    assert.equal(readers[0]!.terminated, true);
    assert.deepEqual(names(await reading.open().read(NET)), ["net"]);
  });

  it("ends with the extension, also what waits", async () => {
    const [a, b] = [reading.open(), reading.open()];
    const asked = Promise.allSettled([a.read(ENDLESS), b.read(NET)]);
    await wait(5);
    reading.dispose();
    assert.deepEqual(
      (await asked).map(({ status }) => status),
      ["rejected", "rejected"],
    );
    assert.ok(readers.every(({ terminated }) => terminated));
    await assert.rejects(a.read(NET), /was stopped/);
  });
});
