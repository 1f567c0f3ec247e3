import assert from "node:assert/strict";
import { buildChild } from "../../fuzz/build";
import { keptInputs, SEEDS } from "../../fuzz/findings";
import { Runner } from "../../fuzz/runner";
import { shrunk } from "../../fuzz/shrink";
import { TARGETS } from "../../fuzz/targets/index";
import { readdirSync } from "node:fs";

const names = TARGETS.map(({ name }) => name);

describe("What once failed", () => {
  let runner: Runner | undefined;
  before("build what runs it", async function () {
    this.timeout(60_000);
    runner = new Runner(await buildChild(), { deadline: 10_000, memory: 260 });
  });
  after(() => runner?.close());

  for (const [index, { target, input }] of keptInputs(names).entries()) {
    it(`holds now: ${target}, ${JSON.stringify(input).slice(0, 60)} (${index})`, async function () {
      this.timeout(60_000);
      assert.equal((await runner!.try(target, input))?.message, undefined);
    });
  }

  it("is of targets that are there", () => {
    assert.equal(keptInputs(names).length, readdirSync(SEEDS).length);
  });
});

describe("A failing input", () => {
  const effort = { tries: 5_000, milliseconds: 10_000 };
  const small = (input: unknown, fails: (input: unknown) => boolean) =>
    shrunk(input, (smaller) => Promise.resolve(fails(smaller)), effort);

  it("loses all that it does not need to fail", async () => {
    const text = `${"some line\n".repeat(50)}x = nn\n${"another\n".repeat(50)}`;
    assert.equal(await small(text, (input) => typeof input === "string" && input.includes("nn")), "nn");
    const value = { a: [1, 2, { b: "long text", c: 7.5 }], d: { e: null } };
    const holds = (input: unknown): boolean => JSON.stringify(input).includes('"c":7');
    assert.deepEqual(await small(value, holds), { a: [{ c: 7 }] });
  });

  it("stays as it is where nothing smaller fails", async () => {
    assert.deepEqual(await small([3], (input) => JSON.stringify(input) === "[3]"), [3]);
  });
});
