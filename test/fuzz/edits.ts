import { readdirSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { Tree } from "@lezer/common";
import { ModelReader, readModels, type Edit } from "../../src/python/index";
import { parsePython } from "../../src/python/syntax/parse";
import { Statements } from "../../src/python/syntax/statements";
import { Editor, randomFrom, type Random } from "./editor";

/** A text whose state after edits isn't what a fresh reading gives. */
export interface EditFailure {
  /** The text at first, and the edits that lead to the failure, one after the other. */
  readonly base: string;
  readonly edits: readonly Edit[];
  /** What differs, or what was thrown. */
  readonly reason: string;
}

/** What a run did. */
export interface EditFigures {
  readonly edits: number;
  readonly undone: number;
  readonly failures: number;
}

/** How many edits a text gets before the next one is taken. */
const SESSION = 40;

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

/** Every Python file below a folder. */
function filesBelow(folder: URL): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".py"))
    .sort()
    .map((name) => readFileSync(new URL(name, folder), "utf8"));
}

/** The nodes of a tree with their places: equal for equal trees, however they are kept. */
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

/** A text with the two things that keep up with its edits. */
class Session {
  readonly edits: Edit[] = [];
  private readonly statements: Statements;
  private readonly reader: ModelReader;

  constructor(
    readonly base: string,
    public text = base,
  ) {
    this.statements = new Statements(base);
    this.reader = new ModelReader(base);
    this.reader.models();
    this.statements.tree();
  }

  edit(edit: Edit): void {
    this.edits.push(edit);
    this.text = applied(this.text, edit);
    this.statements.edit(edit);
    this.reader.edit(edit);
  }

  /** What differs from a fresh reading. */
  difference(): string | undefined {
    const { text } = this;
    if (this.reader.text !== text) return "the text";
    if (!isDeepStrictEqual(nodesOf(this.statements.tree()), nodesOf(parsePython(text)))) return "the tree";
    if (!isDeepStrictEqual(this.reader.models(), readModels(text))) return "the models";
    return undefined;
  }
}

/** Edits a text, takes all of it back, and says what fails first. */
function session(editor: Editor, base: string, most: number, random: Random) {
  const session = new Session(base);
  const undo: Edit[] = [];
  let undone = 0;
  const failure = (): EditFailure | undefined => {
    try {
      const reason = session.difference();
      return reason === undefined ? undefined : { base, edits: [...session.edits], reason };
    } catch (error) {
      return { base, edits: [...session.edits], reason: String(error) };
    }
  };
  for (let count = 0; count < most; count++) {
    const takesBack = undo.length > 0 && (undo.length >= most - count || random(4) === 0);
    const edit = takesBack ? undo.pop()! : editor.next(session.text);
    if (takesBack) undone++;
    else undo.push(inverseOf(session.text, edit));
    session.edit(edit);
    // Edits come in groups too: nothing is read between some of them.
    const failed = random(8) === 0 && count < most - 1 ? undefined : failure();
    if (failed) return { edits: count + 1, undone, failed };
  }
  return { edits: most, undone };
}

/**
 * Edits the texts of the corpus at random, as often as `count` says, and compares each state with a fresh reading: the tree
 * and the models. Half of the edits take others back, and each session ends with the text that it began with.
 */
export function randomEdits(seed: number, count: number, onFailure: (failure: EditFailure) => void): EditFigures {
  const random = randomFrom(seed);
  const files = filesBelow(new URL("../models/", import.meta.url));
  const texts = [...SNIPPETS, ...files];
  const editor = new Editor(random, texts);
  const figures = { edits: 0, undone: 0, failures: 0 };
  while (figures.edits < count) {
    const base = editor.base();
    const { edits, undone, failed } = session(editor, base, Math.min(SESSION, count - figures.edits), random);
    figures.edits += edits;
    figures.undone += undone;
    if (!failed) continue;
    figures.failures++;
    onFailure(failed);
  }
  return figures;
}
