import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePython } from "../../../src/python/syntax/parse";
import { bomb } from "./bombs";
import type { Random } from "./random";
import { mutatedText, soup } from "./text";

/** Models as people write them. npm runs its scripts in the project's folder. */
const CORPUS = join(process.cwd(), "test", "models");

/** A piece of a file that is one node of its tree. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

interface Corpus {
  /** The files. */
  readonly texts: readonly string[];
  /** What stands at the top of the files: imports, classes, functions, assignments. */
  readonly statements: readonly string[];
  /** The texts of all nodes, by what they are. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
  readonly words: readonly string[];
}

/** A longer piece than this is copied to no other place. */
const LONGEST = 800;

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  parsePython(text).iterate({
    enter: ({ from, to, name }) => {
      if (to > from) pieces.push({ from, to, name });
    },
  });
  return pieces;
}

function readCorpus(): Corpus {
  const names = readdirSync(CORPUS, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => /[/\\].*\.py$/.test(name)).sort();
  const texts = files.map((name) => readFileSync(join(CORPUS, name), "utf8"));
  const byName = new Map<string, string[]>();
  const statements: string[] = [];
  for (const text of texts) {
    for (const { from, to, name } of piecesOf(text)) {
      if (to - from > LONGEST) continue;
      const alike = byName.get(name);
      if (alike) alike.push(text.slice(from, to));
      else byName.set(name, [text.slice(from, to)]);
    }
    for (let node = parsePython(text).topNode.firstChild; node; node = node.nextSibling) {
      statements.push(text.slice(node.from, node.to));
    }
  }
  const words = [...new Set(texts.flatMap((text) => text.match(/\w+|[^\w\s]+|\n *| +/g) ?? []))];
  return { texts, statements, byName, words };
}

let corpus: Corpus | undefined;
const known = (): Corpus => (corpus ??= readCorpus());

const IMPORTS = [
  "import torch\nfrom torch import nn\nimport torch.nn.functional as F",
  "import torch.nn as nn",
  "from torch.nn import *",
  "import keras\nfrom keras import layers, Model, Sequential",
  "from tensorflow import keras\nfrom tensorflow.keras import layers",
  "",
];

/** A file of a few statements of the corpus. */
export function someFile(random: Random): string {
  const statements = random.many(random.magnitude(8), () => random.pick(known().statements));
  return `${random.pick(IMPORTS)}\n\n${statements.join("\n\n")}\n`;
}

/** Some nodes of a file in the place of others of their kind, so that what comes out mostly parses. */
function grafted(random: Random, text: string): string {
  let now = text;
  for (let left = random.magnitude(4); left > 0; left--) {
    const pieces = piecesOf(now);
    if (pieces.length === 0) return now;
    const { from, to, name } = random.pick(pieces);
    const kind = random.chance(0.9) ? name : random.pick([...known().byName.keys()]);
    now = now.slice(0, from) + random.pick(known().byName.get(kind) ?? [""]) + now.slice(to);
  }
  return now;
}

/** Python as hostile as it comes: grafts, mistakes, words in any order, and what grows without end. */
export function pythonText(random: Random): string {
  const kind = random.next();
  if (kind < 0.45) return grafted(random, someFile(random));
  if (kind < 0.7) return mutatedText(random, grafted(random, someFile(random)), known().words);
  if (kind < 0.8) return `${random.pick(IMPORTS)}\n${soup(random, known().words)}`;
  return bomb(random);
}

/** A word of the corpus. */
export const someWords = (): readonly string[] => known().words;

/** The files of the corpus. */
export const corpusTexts = (): readonly string[] => known().texts;
