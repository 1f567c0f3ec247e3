import assert from "node:assert/strict";
import { issuesInText, readSpecText } from "../../../src/extension/spec-files/issues-in-text";
import { specText } from "../../../src/extension/spec-files/spec-text";
import { checkSpec, parseSpec, SpecError, type SpecIssue } from "../../../src/formats/index";
import { anyJson, mutatedJson } from "../inputs/json";
import { specs, writtenSpecs } from "../inputs/pools";
import { mutatedText, soup } from "../inputs/text";
import { readsAsItself, sent } from "../promises";
import type { Target } from "../target";

const WORDS = [
  ...['"version"', '"layers"', '"kind"', '"dropout"', '"p"', '"units"', '"values"', ":", ",", "{", "}", "[", "]"],
  ...["//", "/*", "*/", "\n", "1", "0.5", "1e999", "-", "null", "true", '"', "\\u", "\\", "'", " ", "NaN"],
];

function issuesHold(issues: readonly SpecIssue[]): void {
  assert.ok(issues.length > 0 && issues.length <= 101, `${issues.length} issues`);
  for (const { message, path } of issues) {
    assert.ok(message.length > 0 && message.length < 2_000, "a message of a length to be read");
    assert.equal(typeof path, "string");
  }
}

/** The spec of a value, or undefined where it is refused as documented; a spec that was read is read as itself. */
function specOf(value: unknown): unknown {
  const checked = checkSpec(value);
  if ("issues" in checked) {
    issuesHold(checked.issues);
    assert.throws(() => parseSpec(value), SpecError);
    return undefined;
  }
  readsAsItself(parseSpec, checked.spec);
  return checked.spec;
}

const ofValues: Target = {
  name: "spec",
  generate: (random) => {
    if (random.chance(0.05)) return anyJson(random);
    return mutatedJson(random, random.pick(random.chance(0.5) ? writtenSpecs() : specs()));
  },
  run: specOf,
};

const ofTexts: Target<string> = {
  name: "spec-text",
  generate: (random) => {
    if (random.chance(0.1)) return soup(random, WORDS);
    const value = mutatedJson(random, random.pick(writtenSpecs()));
    return mutatedText(random, JSON.stringify(value, undefined, random.pick([0, 2, "\t"])), WORDS);
  },
  run: (text) => {
    const read = readSpecText(text);
    if ("spec" in read) {
      const again = readSpecText(specText(read.spec));
      assert.ok("spec" in again);
      assert.deepEqual(sent(again.spec), sent(read.spec));
      return;
    }
    issuesHold(read.issues);
    assert.deepEqual(issuesInText(text), read.issues);
    for (const { from, to } of read.issues) {
      assert.ok(from >= 0 && to >= from && to <= Math.max(1, text.length), "a span of the text");
    }
  },
};

export const specTargets: readonly Target[] = [ofValues, ofTexts];
