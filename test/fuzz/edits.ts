import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { Tree } from "@lezer/common";
import { ModelReader, readModels, type Edit } from "../../src/python/index";
import { parsePython } from "../../src/python/syntax/parse";
import { Statements } from "../../src/python/syntax/statements";
import { Editor } from "./editor";
import { corpusTexts } from "./inputs/python";
import type { Random } from "./inputs/random";

/** An edit; `unread` says that nothing is read before the next one, as when edits come in groups. */
interface Step extends Edit {
  readonly unread?: true;
}

/** A text, and edits that follow one another. */
export interface Editing {
  readonly base: string;
  readonly edits: readonly Step[];
}

/** How many edits a text gets before the next one is taken. */
export const EDITS = 10;

const SNIPPETS = [
  "",
  "x",
  ...["\n", "\r\n", "\r"].map((end) =>
    ["x = (1,", "  2)", "# c", "y = '''", "class A:", "'''", "z = 1 + \\", "2", ""].join(end),
  ),
  ["@a", "@b(1,", "2)", "# c", "class A(nn.Module):", "\tdef f(self):", "\t\tpass", "else:", "  x", "x", ""].join("\n"),
  ["if a:", "  b", "", "# c", "elif c: d", "else:", "\te", "finally: f", "async  def f(): pass", "async_x = 1"].join(
    "\n",
  ),
  [
    'x = f"{a!r:>{b}} {{ {c["d"]}"',
    "y = f'''{",
    "z",
    "}'''",
    'r = rf"\\{x}"',
    'n = f"\\N{DASH} {x}"',
    "class B: pass",
  ].join("\n"),
  `${"x = 1\n".repeat(400)}m = nn.Sequential(nn.Dropout(0.1))\n${"y = f(x)\n".repeat(300)}`,
  `data = [\n${'    ("a", 1.0),\n'.repeat(200)}]\nm = nn.Sequential(\n    nn.Dropout(0.1),\n)\n`,
];

/** Equal for equal trees, however they are kept: the nodes with their places. */
function nodesOf(tree: Tree): number[] {
  const nodes: number[] = [];
  tree.iterate({
    enter: ({ type, from, to }) => void nodes.push(type.id, from, to),
    leave: () => void nodes.push(-1),
  });
  return nodes;
}

const applied = (text: string, { from, to, text: by }: Edit): string => text.slice(0, from) + by + text.slice(to);

/** What takes an edit of a text back. */
const inverseOf = (text: string, { from, to, text: by }: Edit): Edit => ({
  from,
  to: from + by.length,
  text: text.slice(from, to),
});

/** An edit within a text: in a session that was made smaller, places may have moved beyond the end. */
function within(length: number, { from: start, to: end, text }: Edit): Edit {
  const from = Math.min(start, length);
  return { from, to: Math.min(Math.max(from, end), length), text };
}

/** Edits of a text of the corpus at random; half of them take others back, and the last one brings back the text of the beginning. */
export function someEditing(random: Random): Editing {
  const editor = new Editor((below) => random.below(below), [...SNIPPETS, ...corpusTexts()]);
  const base = editor.base();
  const undo: Edit[] = [];
  let text = base;
  const edits = random.many(EDITS, (done) => {
    const takesBack = undo.length > 0 && (undo.length >= EDITS - done || random.chance(0.25));
    const edit = takesBack ? undo.pop()! : editor.next(text);
    if (!takesBack) undo.push(inverseOf(text, edit));
    text = applied(text, edit);
    return random.chance(1 / 8) && done < EDITS - 1 ? { ...edit, unread: true as const } : edit;
  });
  return { base, edits };
}

/** Compares each state with a fresh reading: the text, the tree and the models. */
export function assertHeals({ base, edits }: Editing): void {
  const statements = new Statements(base);
  const reader = new ModelReader(base);
  reader.models();
  statements.tree();
  let text = base;
  for (const { unread, ...step } of edits) {
    const edit = within(text.length, step);
    text = applied(text, edit);
    statements.edit(edit);
    reader.edit(edit);
    if (unread) continue;
    assert.ok(reader.text === text, "the text is that of the edits");
    assert.ok(isDeepStrictEqual(nodesOf(statements.tree()), nodesOf(parsePython(text))), "the tree is a fresh one");
    assert.deepEqual(reader.models(), readModels(text));
  }
}
