import assert from "node:assert/strict";
import { issueBody } from "../../../src/extension/commands/issue-body";
import { readSpecText } from "../../../src/extension/spec-files/issues-in-text";
import { align } from "../../../src/extension/editor/align";
import { rebased } from "../../../src/extension/editor/rebase";
import { specEdits } from "../../../src/extension/editor/spec-edits";
import { applyEdits } from "../../../src/extension/json/parser";
import { checkSpec, parseSpec, sameSpec, SpecError, type ExploreSpec } from "../../../src/formats/index";
import { mutatedJson } from "../inputs/json";
import { specs, writtenSpecs } from "../inputs/pools";
import type { Random } from "../inputs/random";
import { mutatedText } from "../inputs/text";
import { readsAsItself, sent } from "../promises";
import type { Target } from "../target";

/** White space and comments for every place of a JSON text in which they may stand. */
const GAPS = ["", "", " ", "\n", "\n  ", "/* a, b */", " // c }\n", "\n  // d\n", "\r\n\t", "/**/"];

/** A value as a person may lay it out, with comments and trailing commas. */
function jsonText(random: Random, value: unknown): string {
  const gap = (): string => random.pick(GAPS);
  const list = (open: string, items: readonly string[], close: string): string => {
    const trailing = items.length > 0 && random.chance(0.2) ? "," : "";
    return open + items.map((item) => gap() + item + gap()).join(",") + trailing + gap() + close;
  };
  const write = (part: unknown): string => {
    if (typeof part !== "object" || part === null) return JSON.stringify(part);
    if (Array.isArray(part)) return list("[", part.map(write), "]");
    const members = Object.entries(part).map(([key, item]) => JSON.stringify(key) + gap() + ":" + gap() + write(item));
    return list("{", members, "}");
  };
  return gap() + write(value) + gap();
}

/** Another spec, mostly one that is only a few changes away. */
function changed(random: Random, value: unknown): ExploreSpec {
  for (let left = 5; left > 0; left--) {
    const checked = checkSpec(mutatedJson(random, value));
    if ("spec" in checked) return checked.spec;
  }
  return random.pick(specs());
}

interface Written {
  readonly text: string;
  readonly spec: unknown;
}

/** A file that is changed in its editor: the text then says what was meant, and the edits touch no more than they must. */
const edits: Target<Written> = {
  name: "spec-edits",
  generate: (random) => {
    const value = random.pick<object>(random.chance(0.5) ? writtenSpecs() : specs());
    const text = jsonText(random, value);
    return { text: random.chance(0.1) ? mutatedText(random, text, GAPS) : text, spec: changed(random, value) };
  },
  run: ({ text, spec: value }) => {
    const checked = checkSpec(value);
    if ("issues" in checked) return;
    const { spec } = checked;
    if ("issues" in readSpecText(text)) {
      assert.throws(() => specEdits(text, spec), SpecError);
      return;
    }
    const planned = specEdits(text, spec);
    planned.slice(1).forEach(({ offset }, i) => {
      const before = planned[i]!;
      assert.ok(before.offset + before.length <= offset, "edits in order, which do not overlap");
    });
    const after = readSpecText(applyEdits(text, planned));
    assert.ok("spec" in after && sameSpec(after.spec, spec), "the text says what was meant");
    assert.deepEqual(specEdits(applyEdits(text, planned), spec), []);
  },
};

const rebase: Target<readonly unknown[]> = {
  name: "rebase",
  generate: (random) => {
    const base = random.pick(specs());
    return [base, changed(random, base), changed(random, base)];
  },
  run: (values) => {
    const [base, now, wanted] = values.map((value) => checkSpec(value)).flatMap((read) => ("spec" in read ? [read.spec] : [])); // prettier-ignore
    if (!base || !now || !wanted) return;
    const result = rebased(base, now, wanted);
    if (result) readsAsItself(parseSpec, result);
    assert.deepEqual(sent(rebased(base, now, base)), sent(now));
  },
};

const alignment: Target<readonly (readonly number[])[]> = {
  name: "align",
  weight: 0.3,
  generate: (random) => random.many(2, () => random.many(random.magnitude(60) - 1, () => random.below(5))),
  run: ([a = [], b = []]) => {
    const pairs = align([a.length, b.length], [(i, j) => a[i] === b[j], () => true]);
    pairs.forEach(([i, j], at) => {
      assert.ok(i < a.length && j < b.length, "items of both lists");
      const [beforeI, beforeJ] = pairs[at - 1] ?? [-1, -1];
      assert.ok(i > beforeI && j > beforeJ, "pairs in ascending order");
    });
  },
};

/** What a person is asked to send with an issue. */
const issue: Target = {
  name: "issue-body",
  weight: 0.2,
  generate: (random) => changed(random, random.pick(specs())),
  run: (value) => {
    const checked = checkSpec(value);
    const facts = { extension: "1.0.0", vscode: "1.100.0", host: "node" };
    if ("spec" in checked) assert.equal(typeof issueBody({ ...facts, spec: checked.spec }), "string");
  },
};

export const editorTargets: readonly Target[] = [edits, rebase, alignment, issue];
