import type { Edit } from "../../src/python/index";

/** Uniform integers from 0, below a bound. */
export type Random = (below: number) => number;

/** What is typed and pasted: what begins and ends things, and what belongs to neither. */
const PIECES = [
  ...[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    ":",
    "=",
    "#",
    "'",
    '"',
    "\\",
    "@",
    "*",
    ";",
    "\n",
    "\t",
    " ",
    "\r",
    "\f",
    "\0",
  ],
  ...["\r\n", "\\\n", "\\\r\n", '"""', "'''", 'f"', "f'{", 'rf"""{', "{{", "}}", ":{", "\\N{", "\ud835", "\udcb3", "𝒳"],
  ...[
    "\n    ",
    "\n        ",
    "\n\n\n",
    "    ",
    "# ",
    "#\n",
    "0.",
    "1.e-3",
    "not ",
    "lambda: ",
    "yield",
    "print ",
    "match x:",
  ],
  ...["\nclass A:", "\nclass A(nn.Module):\n", "\ndef f(", "\n@f", "\nif x:\n", "\nelse:\n", "\ntry:\n", "\nexcept:\n"],
  ...[
    "\nimport torch\n",
    "\nasync def f():\n",
    "\nx = (\n",
    "\nx = [",
    "nn.Dropout(0.5)",
    "nn.Sequential(",
    "nn.Linear(3, 4),",
  ],
  ...[
    "\nfor i in x:\n",
    "\nwith x:\n",
    "\n)",
    "\n]\n",
    "\nm = nn.Sequential(nn.Dropout(0.1))\n",
    "self.",
    " else ",
    " if ",
  ],
];

/** Edits as people and programs make them: typing, pasting, deleting, indenting, and mistakes that are taken back. */
export class Editor {
  private typed = "";
  private at = 0;

  constructor(
    private readonly random: Random,
    private readonly texts: readonly string[],
  ) {}

  /** One of them. */
  pick<T>(from: readonly T[]): T {
    return from[this.random(from.length)]!;
  }

  /** The next edit of a text, which may be one of several that type something. */
  next(text: string): Edit {
    if (this.typed !== "") return this.type(text.length);
    const kind = this.random(10);
    const from = this.place(text);
    if (kind < 4) return { from, to: from, text: this.pick(PIECES) };
    if (kind < 6) return { from, to: Math.min(text.length, from + 1 + this.random(30)), text: "" };
    if (kind === 6) return { from, to: Math.min(text.length, from + this.random(200)), text: this.pick(PIECES) };
    if (kind === 7) return { from, to: from, text: this.piece() };
    if (kind === 8) return this.line(text, from);
    this.typed = this.piece().slice(0, 1 + this.random(12)) || "x";
    this.at = from;
    return this.type(text.length);
  }

  /** Some lines of a text, more often than not; else a whole one, or two. */
  base(): string {
    const text = this.pick(this.texts);
    const kind = this.random(12);
    if (kind === 0) return text + this.pick(this.texts);
    if (kind < 3) return text;
    const from = text.lastIndexOf("\n", this.random(text.length)) + 1;
    return text.slice(from, from + this.random(1_800));
  }

  /** The next character of what is being typed. */
  private type(length: number): Edit {
    const [text, at] = [this.typed.charAt(0), Math.min(this.at, length)];
    this.typed = this.typed.slice(1);
    this.at = at + 1;
    return { from: at, to: at, text };
  }

  /** Any place, with the ends of the text and of its lines more often than others. */
  private place(text: string): number {
    const at = this.random(text.length + 1);
    const kind = this.random(8);
    if (kind === 0) return this.pick([0, text.length]);
    if (kind > 3) return at;
    const line = text.lastIndexOf("\n", at - 1) + 1;
    return kind === 1 ? line : Math.max(0, line - 1);
  }

  /** Some lines of another text, or a part of them. */
  private piece(): string {
    const text = this.pick(this.texts);
    const from = this.random(text.length);
    return text.slice(this.random(2) === 0 ? from : text.lastIndexOf("\n", from), from + this.random(120));
  }

  /** A line that is indented, set back, made a comment or joined with the one before. */
  private line(text: string, at: number): Edit {
    const from = text.lastIndexOf("\n", at - 1) + 1;
    const blanks = /[ \t]*/y;
    blanks.lastIndex = from;
    blanks.test(text);
    return this.pick([
      { from, to: from, text: this.pick(["    ", "\t", "# ", " "]) },
      { from, to: Math.max(from, blanks.lastIndex), text: "" },
      { from: Math.max(0, from - 1), to: from, text: "" },
    ]);
  }
}
