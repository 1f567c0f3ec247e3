import { COSTS, type Budget } from "../values/budget";
import { argumentsOf, closingOf, type PrintedArgument } from "./arguments";
import { TextLines, type Line } from "./lines";

/** A module as `print` shows it: `(0-2): 3 x Block(` with its arguments and the modules in it. */
export interface PrintedModule {
  /** The name that its parent has it under; the range of them where it is printed once for several that are alike. */
  readonly key: string;
  /** Of several: how many there are, and the number that is the name of the first. */
  readonly alike?: { readonly count: number; readonly first: number } | undefined;
  /** Its class: `Linear`, `lora.Linear`; empty where a text begins amid a model. */
  readonly type: string;
  readonly arguments: readonly PrintedArgument[];
  readonly children: readonly PrintedModule[];
  readonly from: number;
  readonly to: number;
}

interface Building extends PrintedModule {
  readonly arguments: PrintedArgument[];
  readonly children: Building[];
  to: number;
}

const CHILD = /^\((?<key>[^()]+)\): (?:(?<count>\d+) x )?(?<type>[A-Za-z_][\w.]*)\(/;
const ROOT = /(?:^|[^\w.])(?<type>[A-Za-z_][\w.]*)\($/;
/** More alike modules than this are read as this many: no model has them, and a text of a few letters could say so. */
const MOST_ALIKE = 1_000;
/** The share of the budget that the lines take at most; what they show is listed with what is left. */
const TREE_SHARE = 0.5;
/** Lines between a root and its first child: what its class says of itself. */
const MOST_OWN_LINES = 20;

/** The names that a parent has a module under: "0-2" with a count of 3 is "0", "1", "2". */
export function* namesOf({ key, alike }: PrintedModule): Generator<string> {
  if (!alike) yield key;
  else for (let index = 0; index < alike.count; index++) yield String(alike.first + index);
}

function alikeOf(key: string, count: string | undefined): PrintedModule["alike"] {
  const first = Number(/^(\d+)-\d+$/.exec(key)?.[1]);
  if (count === undefined || !Number.isSafeInteger(first)) return undefined;
  return { count: Math.min(Number(count), MOST_ALIKE), first };
}

/** Whether a child follows at a line, after lines that a class says of itself. */
function childFollows(lines: TextLines, at: number): boolean {
  for (let next = at; next < at + MOST_OWN_LINES; next++) {
    const text = lines.at(next)?.text ?? "";
    if (CHILD.test(text)) return true;
    if (text === "" || ROOT.test(text)) return false;
  }
  return false;
}

/** Builds the modules of one text, line by line. */
class TreeReader {
  readonly models: Building[] = [];
  private readonly open: Building[] = [];
  /** Where the last line ends that belongs to a model: a text may go on with something else. */
  private last = 0;
  private readonly lines: TextLines;

  constructor(
    private readonly source: string,
    private readonly budget: Budget,
  ) {
    this.lines = new TextLines(source);
  }

  /** Reads as many lines as the budget allows. */
  read(): void {
    for (let at = 0; at < this.lines.length; at++) {
      this.budget.spend();
      at += this.line(this.lines.at(at)!, at);
    }
  }

  /** Reads one line; returns how many more belong to it. */
  private line(line: Line, at: number): number {
    const child = CHILD.exec(line.text);
    if (child) return this.child(line, child, at);
    const root = ROOT.exec(line.text);
    if (root && childFollows(this.lines, at + 1)) this.root(line, root.groups!["type"]!);
    else if (/^\)+$/.test(line.text)) this.closing(line);
    else if (line.text !== "") this.own(line);
    return 0;
  }

  private root(line: Line, type: string): void {
    this.close();
    this.push({ key: "", type }, line.to - type.length - 1);
  }

  private child(line: Line, { 0: head, groups }: RegExpExecArray, at: number): number {
    // A text that begins amid a model, or a few lines of one, has children and no root.
    if (this.open.length === 0) this.push({ key: "", type: "" }, line.from);
    const [key, type] = [groups!["key"]!, groups!["type"]!];
    const module = this.push({ key, alike: alikeOf(key, groups!["count"]), type }, line.from);
    const start = line.from + head.length;
    this.last = line.to;
    if (start === line.to) return 0;
    const { closing, lines } = this.closingFrom(start, at);
    const end = closing ?? line.to;
    this.give(module, argumentsOf(this.source, start, end, closing !== undefined));
    module.to = this.last = closing === undefined ? end : end + 1;
    this.open.pop();
    return lines;
  }

  /** Where the arguments of a module in one line end; lines that a narrow window broke are put together. */
  private closingFrom(start: number, at: number): { readonly closing: number | undefined; readonly lines: number } {
    for (let lines = 0; lines < 3; lines++) {
      const line = this.lines.at(at + lines);
      if (!line || (lines > 0 && (CHILD.test(line.text) || line.text === ""))) break;
      const closing = closingOf(this.source, start, line.to);
      if (closing !== undefined) return { closing, lines };
    }
    return { closing: undefined, lines: 0 };
  }

  /** A line that a class says of itself: arguments of the innermost module, before its first child. */
  private own(line: Line): void {
    const module = this.open.at(-1);
    if (module && module.type !== "" && module.children.length === 0) {
      this.give(module, argumentsOf(this.source, line.from, line.to));
      this.last = line.to;
    }
  }

  private give(module: Building, given: readonly PrintedArgument[]): void {
    this.budget.spend(COSTS.map * given.length);
    for (const argument of given) module.arguments.push(argument);
  }

  private push(what: Pick<PrintedModule, "key" | "alike" | "type">, from: number): Building {
    this.budget.spend(COSTS.scope);
    const module: Building = { ...what, arguments: [], children: [], from, to: from };
    (this.open.at(-1)?.children ?? this.models).push(module);
    this.open.push(module);
    return module;
  }

  private closing(line: Line): void {
    for (let at = 0; at < line.text.length; at++) {
      const module = this.open.pop();
      if (module) module.to = this.last = line.from + at + 1;
    }
  }

  /** What is still open was cut off. */
  close(): void {
    for (const module of this.open.splice(0)) module.to = Math.max(module.to, this.last);
  }
}

/**
 * The modules that a text shows in the printed form of `print(model)`, wherever they stand in it: after a prompt or a
 * time stamp, with a mark before each line, cut off at either end. One entry for each model, in order.
 */
export function printedModules(source: string, budget: Budget): readonly PrintedModule[] {
  const reader = new TreeReader(source, budget);
  budget.within(() => reader.read(), TREE_SHARE);
  reader.close();
  return reader.models;
}
