import { Tree } from "@lezer/common";
import { parseBounded, workFor, type Parsed } from "./bounded";
import { endOfChunk } from "./chunks";
import { parser } from "./parser";

/** A change of a text: [from, to) is replaced, in UTF-16 units of the text before the change. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Some statements at the top of a file, parsed once that is asked for. */
interface Chunk {
  readonly length: number;
  parsed?: Parsed;
}

/** The tree of a file, and the first offset at which it wasn't parsed, if something in it was too much work. */
export interface Reading {
  readonly tree: Tree;
  readonly cut?: number;
}

/** Chunks that are too much work each: what follows the last of them isn't parsed. */
const MOST_CUTS = 8;

/** Where chunks begin, and where the last one ends. */
function startsOf(chunks: readonly Chunk[]): number[] {
  const starts = [0];
  for (const { length } of chunks) starts.push(starts.at(-1)! + length);
  return starts;
}

/**
 * The syntax tree of a file that is edited. The file is split into chunks by rules that look at nothing but the text, and
 * each chunk is parsed as if it were a file: so what is read never depends on the edits that led to a text. An edit splits
 * the text near it again, and only chunks that come to be by that are parsed.
 *
 * (The parser's own reuse of fragments puts what follows a nested block into that block, and its recovery from mistakes
 * depends on all that precedes them.)
 */
export class Statements {
  private chunks: readonly Chunk[] = [];
  private reading: Reading | undefined;
  private given = 0;

  constructor(private text: string) {
    this.chunks = this.around(0, 0, 0);
  }

  /** The first offset, in UTF-16 units, at which the text wasn't parsed because it is too much work; undefined if all of it was. */
  get cut(): number | undefined {
    return this.read().cut;
  }

  /** How many characters the parser was given, over all edits. */
  get parsed(): number {
    return this.given;
  }

  /** Changes the text. */
  edit({ from, to, text }: Edit): void {
    const { length } = this.text;
    this.text = this.text.slice(0, from) + text + this.text.slice(to);
    this.chunks = this.around(from, from + text.length, this.text.length - length);
    this.reading = undefined;
  }

  /** The tree of the whole file. */
  tree(): Tree {
    return this.read().tree;
  }

  /** The tree, and the first place that it leaves out. What follows a chunk that is too much work is parsed nevertheless. */
  read(): Reading {
    this.reading ??= this.parse();
    return this.reading;
  }

  /**
   * The chunks after an edit. Where a chunk ends is decided by its text and the first line after it: so two chunks before the
   * edit are split again too, since the second may be a line that the edit goes on with. From where a chunk begins after the
   * edit and did so before it, all stays as it was.
   */
  private around(from: number, afterEdit: number, by: number): Chunk[] {
    const starts = startsOf(this.chunks);
    const indices = new Map(this.chunks.map((_, index) => [starts[index]!, index]));
    const before = starts.filter((start) => start <= from).length - 1;
    const kept = Math.max(0, before - 2);
    const made = this.chunks.slice(0, kept);
    for (let at = starts[kept] ?? 0; at < this.text.length; at += made.at(-1)!.length) {
      const same = at >= afterEdit ? indices.get(at - by) : undefined;
      if (same !== undefined) return made.concat(this.chunks.slice(same));
      const end = endOfChunk(this.text, at);
      const old = this.chunks[indices.get(at) ?? -1];
      made.push(old?.length === end - at && end <= from ? old : { length: end - at });
    }
    return made;
  }

  private parse(): Reading {
    const trees: Tree[] = [];
    const starts: number[] = [];
    let at = 0;
    let work = 0;
    let cuts = 0;
    let cut: number | undefined;
    for (const chunk of this.chunks) {
      const parsed = (chunk.parsed ??= this.parseAt(at, chunk.length));
      trees.push(parsed.tree);
      starts.push(at);
      if (parsed.cut === undefined) work += parsed.work;
      else {
        cuts++;
        cut ??= at + parsed.cut;
      }
      at += chunk.length;
      if (work > workFor(at)) cut ??= at;
      if (work > workFor(at) || cuts === MOST_CUTS) break;
    }
    const tree = new Tree(parser.topNode, trees, starts, this.text.length);
    return { tree, ...(cut === undefined ? {} : { cut }) };
  }

  private parseAt(at: number, length: number): Parsed {
    this.given += length;
    return parseBounded(this.text.slice(at, at + length));
  }
}
