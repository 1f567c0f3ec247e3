import assert from "node:assert/strict";
import { codeLayerOf, codeModelOf } from "../../../../src/extension/models/identity";
import { rateChange, type RateChange } from "../../../../src/extension/code/rate-change";
import type { ReadModel } from "../../../../src/workers/reading/protocol";
import { modelWith, readAll } from "../models/models";

type Read = (text: string) => readonly ReadModel[];
const later = (read: Read) => (text: string) => Promise.resolve(read(text));

/** What becomes of a text where p of its `index`th layer is applied; or why nothing does. */
async function applied(text: string, p: number, index = 0, read: Read = readAll): Promise<string> {
  const models = read(text);
  const model = models[0]!;
  const change = await rateChange(
    text,
    later(read),
    codeModelOf("file:///a.py", models, model),
    codeLayerOf(model, index)!,
    p,
  );
  return "reason" in change ? change.reason : written(text, change);
}

const written = (text: string, { edit }: Extract<RateChange, { edit: unknown }>): string =>
  text.slice(0, edit.from) + edit.text + text.slice(edit.to);

const sequential = (...layers: string[]): string => `net = nn.Sequential(${layers.join(", ")})`;

/** Reads `KEEP = 0.9 … drop(1 - KEEP)` as a reader would: the rate's number is written elsewhere, and as the share kept. */
function readKept(text: string): ReadModel[] {
  const at = text.indexOf("KEEP = ") + 7;
  const literal = /^[\d.]+/.exec(text.slice(at))![0];
  const from = text.indexOf("drop(");
  const rate = { text: "1 - KEEP", from: from + 5, to: from + 13, origin: { from: at, to: at + literal.length } };
  return [modelWith([{ from, to: from + 14, p: 1 - Number(literal), rate }])];
}

/** Reads `P = 0.1 … drop(P), drop(P)`: one number for two dropouts. */
function readShared(text: string): ReadModel[] {
  const literal = /^[\d.]+/.exec(text.slice(4))![0];
  const origin = { from: 4, to: 4 + literal.length };
  const sites = [...text.matchAll(/drop\(P\)/g)].map(({ index: from }) => ({
    from,
    to: from + 7,
    p: Number(literal),
    rate: { text: "P", from: from + 5, to: from + 6, origin },
  }));
  return [modelWith(sites)];
}

describe("Applying p to code", () => {
  it("changes the rate's number and nothing else", async () => {
    assert.equal(await applied(sequential("nn.Dropout(0.5)"), 0.25), sequential("nn.Dropout(0.25)"));
    assert.equal(await applied(sequential("nn.Dropout(p=0.5,)"), 0.25), sequential("nn.Dropout(p=0.25,)"));
    assert.equal(
      await applied(sequential("nn.Dropout(0.5)", "nn.Linear(4, 2)", "nn.Dropout(0.5)"), 0.1, 2),
      sequential("nn.Dropout(0.5)", "nn.Linear(4, 2)", "nn.Dropout(0.1)"),
    );
  });

  it("keeps a rate a fraction where it was one", async () => {
    assert.equal(await applied(sequential("nn.Dropout(0.5)"), 1), sequential("nn.Dropout(1.0)"));
    assert.equal(await applied(sequential("nn.Dropout(1)"), 0), sequential("nn.Dropout(0)"));
  });

  it("writes the rate into a call that left it to the framework", async () => {
    assert.equal(await applied(sequential("nn.Dropout()"), 0.25), sequential("nn.Dropout(0.25)"));
    assert.equal(await applied(sequential("nn.Dropout(\n)"), 0.25), sequential("nn.Dropout(0.25\n)"));
    assert.equal(
      await applied(sequential("nn.Dropout(inplace=True)"), 0.25),
      sequential("nn.Dropout(inplace=True, p=0.25)"),
    );
    assert.equal(
      await applied(sequential("nn.Dropout(inplace=True,)"), 0.25),
      sequential("nn.Dropout(inplace=True, p=0.25)"),
    );
  });

  it("writes the share that is kept where the code says that, without the noise of 1 - p", async () => {
    assert.equal(await applied("KEEP = 0.9\ndrop(1 - KEEP)", 0.3, 0, readKept), "KEEP = 0.7\ndrop(1 - KEEP)");
    assert.equal(await applied("KEEP = 0.9\ndrop(1 - KEEP)", 0.35, 0, readKept), "KEEP = 0.65\ndrop(1 - KEEP)");
  });

  it("says how many other dropouts share a number", async () => {
    const text = "P = 0.1\ndrop(P) drop(P) drop(P)";
    const models = readShared(text);
    const meant = codeModelOf("file:///a.py", models, models[0]!);
    const change = await rateChange(text, later(readShared), meant, codeLayerOf(models[0]!, 1)!, 0.2);
    assert.ok("edit" in change);
    assert.equal(written(text, change), "P = 0.2\ndrop(P) drop(P) drop(P)");
    assert.equal(change.others, 2);
  });

  it("changes no dropout that may be another than the one that was read, once layers came or went", async () => {
    const text = sequential("nn.Linear(4, 4)", "nn.Dropout(0.5)", "nn.Linear(4, 4)", "nn.Dropout(0.2)");
    const models = readAll(text);
    const [meant, place] = [codeModelOf("file:///a.py", models, models[0]!), codeLayerOf(models[0]!, 3)!];
    const longer = text.replace("(nn", "(nn.Linear(4, 4), nn.Flatten(), nn");
    assert.deepEqual(await rateChange(longer, later(readAll), meant, place, 0.3), {
      reason: "net now has different layers in the code. Refresh first",
    });
    const rated = text.replace("0.2", "0.1");
    const change = await rateChange(rated, later(readAll), meant, place, 0.3);
    assert.ok("edit" in change);
    assert.equal(written(rated, change), text.replace("0.2", "0.3"));
  });

  it("says why not where the rate is calculated, and where the layer is gone", async () => {
    const calculated: Read = (text) => [
      modelWith([{ name: "drop", from: 0, to: text.length, p: 0.2, rate: { text: "q * 2", from: 5, to: 10 } }]),
    ];
    assert.equal(await applied("drop(q * 2)", 0.3, 0, calculated), "The code computes the rate of drop: q * 2");
    const text = sequential("nn.Dropout(0.5)");
    const models = readAll(text);
    const meant = codeModelOf("file:///a.py", models, models[0]!);
    const gone = await rateChange("x = 1", later(readAll), meant, codeLayerOf(models[0]!, 0)!, 0.3);
    assert.deepEqual(gone, { reason: "0 of net is no longer in the code" });
  });
});
