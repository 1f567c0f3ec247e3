import assert from "node:assert/strict";
import fc from "fast-check";
import { assignArrays, type Operation } from "../../../src/core/run/arrays";

const CHANNELS = 3;

/** Operations in order; the first reads nothing, each other one reads one or two before it. */
const operations = fc
  .array(
    fc.record({
      inputs: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
      channels: fc.array(fc.constantFrom("own", "own", "passed", "none"), {
        minLength: CHANNELS,
        maxLength: CHANNELS,
      }),
    }),
    { maxLength: 30 },
  )
  .map((later): Operation[] => [
    { inputs: [], channels: ["own", "own", "none"] },
    ...later.map(({ inputs, channels }, at) => ({ inputs: inputs.map((input) => input % (at + 1)), channels })),
  ]);

const chain = (length: number, channels: Operation["channels"] = ["own"]): Operation[] =>
  Array.from({ length }, (_, at) => ({ inputs: at === 0 ? [] : [at - 1], channels }));

/** Runs operations on arrays that hold who wrote them last, and checks what each finds there. */
function run(list: readonly Operation[]): void {
  const { count, written } = assignArrays(list);
  const arrays = new Array<string>(count).fill("");
  /** Of each operation and channel: the array in which its values lie, and what must be there. */
  const values: (readonly [array: number, text: string])[][] = [];
  list.forEach(({ inputs, channels }, at) => {
    const own = channels.map((kept, channel) => {
      if (kept === "passed") return values[inputs[0]!]![channel]!;
      return kept === "own" ? ([written[at]![channel]!, `${at} ${channel}`] as const) : ([-1, ""] as const);
    });
    channels.forEach((kept, channel) => {
      if (kept === "own") arrays[own[channel]![0]] = own[channel]![1];
    });
    values.push(own);
    for (const needed of [at, ...inputs]) {
      for (const [array, text] of values[needed]!) if (array >= 0) assert.equal(arrays[array], text);
    }
  });
}

describe("Arrays of a plan", () => {
  it("hold what is still to be read, whatever reads what", () => {
    fc.assert(fc.property(operations, run), { numRuns: 2_000 });
  });

  it("are two for a chain, however long, and one for a single layer", () => {
    assert.deepEqual(
      [1, 2, 3, 100].map((length) => assignArrays(chain(length)).count),
      [1, 2, 2, 2],
    );
  });

  it("are two for each mode that a chain writes", () => {
    assert.equal(assignArrays(chain(20, ["own", "own", "own"])).count, 6);
  });

  it("are one more where a value is carried around others, until it is added", () => {
    const residual = chain(10);
    residual[6] = { inputs: [5, 1], channels: ["own"] };
    assert.equal(assignArrays(residual).count, 3);
    run(residual);
  });

  it("are none for a mask's eval, which is that of what enters", () => {
    const [first, ...rest] = chain(4);
    const { written } = assignArrays([
      first!,
      ...rest.map(({ inputs }): Operation => ({ inputs, channels: ["passed"] })),
    ]);
    assert.deepEqual(written, [[0], [-1], [-1], [-1]]);
  });
});
