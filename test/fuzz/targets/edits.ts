import assert from "node:assert/strict";
import { ModelReader, readModels, type Edit } from "../../../src/python/index";
import { someFile, someWords } from "../inputs/python";
import type { Random } from "../inputs/random";
import type { Target } from "../target";

/** A text, and edits that follow one another. */
interface Session {
  readonly base: string;
  readonly edits: readonly Edit[];
}

/** Edits of a session; half of them take others back. */
const EDITS = 20;
/** What opens, closes or begins something, so that much of what follows means something else. */
const PIECES = ["(", ")", "[", "]", "{", "}", '"', "'", '"""', "'''", "#", "\\", "\n", "\n    ", "\t", ":", ",", "\\\n", "f'{", "\r", ";", "@"]; // prettier-ignore

const applied = (text: string, { from, to, text: by }: Edit): string => text.slice(0, from) + by + text.slice(to);

function someEdit(random: Random, text: string): Edit {
  const lines = random.chance(0.3);
  const at = random.below(text.length + 1);
  const from = lines ? text.lastIndexOf("\n", at) + 1 : at;
  const to = random.chance(0.5) ? from : Math.min(text.length, from + random.magnitude(60));
  const kind = random.next();
  if (kind < 0.5) return { from, to, text: random.pick(PIECES) };
  return { from, to, text: kind < 0.8 ? random.pick(someWords()) : random.chance(0.5) ? "" : someFile(random) };
}

function someSession(random: Random): Session {
  const base = someFile(random);
  let text = base;
  const back: Edit[] = [];
  const edits = random.many(EDITS, (done) => {
    const takesBack = back.length > 0 && (back.length >= EDITS - done || random.chance(0.3));
    const edit = takesBack ? back.pop()! : someEdit(random, text);
    const { from, to } = edit;
    if (!takesBack) back.push({ from, to: from + edit.text.length, text: text.slice(from, to) });
    text = applied(text, edit);
    return edit;
  });
  return { base, edits };
}

/** After every edit the models are those of a fresh reading. */
const edits: Target<Session> = {
  name: "edits",
  weight: 3,
  generate: someSession,
  run: ({ base, edits: all }) => {
    const reader = new ModelReader(base);
    reader.models();
    let text = base;
    for (const { from: start, to: end, text: by } of all) {
      // In a session that was made small, places may have moved beyond the end.
      const from = Math.min(start, text.length);
      const edit = { from, to: Math.min(Math.max(from, end), text.length), text: by };
      text = applied(text, edit);
      reader.edit(edit);
      assert.equal(reader.text, text);
      assert.deepEqual(reader.models(), readModels(text));
    }
  },
};

export const editTargets: readonly Target[] = [edits];
