import assert from "node:assert/strict";
import * as fc from "fast-check";
import { issuesInText, spanOf } from "../../../../src/extension/spec-files/issues-in-text";
import { checkSpec } from "../../../../src/formats/index";
import { jsonText, writtenSpec } from "../arbitraries";

const TEXT = `{
  "version": 1,
  "input": { "units": 100, "distribution": { "kind": "constant", "value": 1 } },
  "layers": [
    { "kind": "dropout", "p": 0.4 }, // forty in a hundred
    { "kind": "linear", "units": 1, "inputs": 100, },
  ],
}`;

const underlined = (text: string): string[] => issuesInText(text).map(({ from, to }) => text.slice(from, to));

/** A value with one of its parts replaced or removed. */
function broken(value: unknown, path: fc.Stream<number>, part: unknown): unknown {
  const draw = (below: number): number => (path.next().value as number) % below;
  if (typeof value !== "object" || value === null || draw(4) === 0) return part;
  const keys = Object.keys(value);
  const key = keys[draw(keys.length)];
  if (key === undefined) return part;
  if (Array.isArray(value))
    return value.map((item: unknown, i) => (String(i) === key ? broken(item, path, part) : item));
  const entries = Object.entries(value).flatMap(([name, member]): [string, unknown][] =>
    name !== key
      ? [[name, member]]
      : draw(5) === 0
        ? []
        : [[draw(6) === 0 ? `${name}_` : name, broken(member, path, part)]],
  );
  return Object.fromEntries(entries);
}

describe("Issues in the text of a spec file", () => {
  it("are none in a spec with comments and trailing commas", () => assert.deepEqual(issuesInText(TEXT), []));

  it("are the first hundred of a text that is broken all the way", () => {
    assert.equal(issuesInText("? ".repeat(300_000)).length, 100);
  });

  it("underline the value that is wrong", () => {
    assert.deepEqual(underlined(TEXT.replace("0.4", "1.5")), ["1.5"]);
    assert.deepEqual(underlined(TEXT.replace("linear", "dense")), ['"dense"']);
  });

  it("underline what no JSON schema can say: fan-ins, lengths and bounds", () => {
    assert.deepEqual(underlined(TEXT.replace('"inputs": 100', '"inputs": 64')), ["64"]);
    const values = TEXT.replace('"constant", "value": 1', '"values", "values": [1, 2]');
    assert.deepEqual(underlined(values), ["[1, 2]"]);
    assert.deepEqual(underlined(TEXT.replace('"constant", "value": 1', '"uniform", "low": 2, "high": 1')), ["2"]);
  });

  it("underline the key, or the brace, of an object that lacks a key", () => {
    assert.deepEqual(underlined(TEXT.replace('"units": 100, ', "")), ['"input"']);
    assert.deepEqual(underlined(TEXT.replace(', "p": 0.4', "")), ["{"]);
    assert.deepEqual(underlined(TEXT.replace('"version": 1,', "")), ["{"]);
  });

  it("say where broken JSON is broken, and what is missing", () => {
    const [issue] = issuesInText(TEXT.replace('"units": 100,', '"units": 100'));
    assert.equal(issue?.message, "Line 3, column 27: Expected a comma here");
    assert.equal(issue.from, TEXT.replace('"units": 100,', '"units": 100').indexOf('"distribution"'));
  });

  it("end with the text where a comment is left open", () => {
    const text = "/*";
    for (const { to } of issuesInText(text)) assert.ok(to <= text.length);
  });

  it("say what belongs into an empty file", () => assert.match(issuesInText("")[0]?.message ?? "", /"version": 1/));

  it("are as many as parseSpec's, each underlined inside the text", () => {
    const parts = fc
      .oneof(fc.jsonValue(), fc.constantFrom(-1, 1.5, 0, 1e12, "relu", null, [], {}))
      .map((part) => part ?? null);
    const cases = fc
      .tuple(writtenSpec, fc.infiniteStream(fc.nat()), parts)
      .map(([value, path, part]) => broken(value, path, part));
    fc.assert(
      fc.property(
        cases.chain((value) => jsonText(value)),
        (text) => {
          for (const { from, to } of issuesInText(text)) {
            assert.ok(to > from && from >= 0 && to <= text.length, text);
            assert.match(text.slice(from, to), /^[^\s,:\]}]/);
          }
        },
      ),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(cases, (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        const checked = checkSpec(plain);
        const expected = "issues" in checked ? checked.issues.map(({ path, message }) => ({ path, message })) : [];
        const found = issuesInText(JSON.stringify(plain)).map(({ path, message }) => ({ path, message }));
        assert.deepEqual(found, expected);
      }),
    );
  });

  it("never throw and always lie inside the text, whatever the text is", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.nat(TEXT.length).map((end) => TEXT.slice(0, end)),
        ),
        (text) => {
          for (const { to } of issuesInText(text)) assert.ok(to <= text.length);
        },
      ),
    );
  });

  it("find the place of keys, or the nearest thing around it", () => {
    const at = (...keys: (string | number)[]): string => {
      const { from, to } = spanOf(TEXT, keys);
      return TEXT.slice(from, to);
    };
    assert.equal(at("layers", 0, "p"), "0.4");
    assert.equal(at("layers", 7), '"layers"');
  });

  for (const [what, text, message] of [
    ["nests a hundred thousand deep", "[".repeat(100_000), /too deeply for an experiment: put all layers in one list/],
    ["nests deep in objects", '{"a":'.repeat(100_000), /too deeply for an experiment/],
    ["nests deep, and is JSON", "[".repeat(50_000) + "]".repeat(50_000), /too deeply for an experiment/],
    [
      "is longer than is read",
      `${TEXT}${" ".repeat(10_000_000)}`,
      /larger than 10 MB .*: describe weights by a distribution/,
    ],
  ] as const) {
    it(`have one issue in a text that ${what}, and a place for every key`, () => {
      const issues = issuesInText(text);
      assert.equal(issues.length, 1);
      assert.match(issues[0]!.message, message);
      assert.deepEqual(spanOf(text, ["layers", 0]), { from: 0, to: 0 });
    });
  }

  it("are at most a hundred where a text is broken in every line", () =>
    assert.equal(issuesInText(`{${'"a" 1,\n'.repeat(20_000)}}`).length, 100));
});
