import {
  DISTRIBUTION_KINDS,
  INITIALIZER_KINDS,
  type Distribution,
  type ExploreSpec,
  type Initializer,
} from "../../formats/index";
import { stoppedAt } from "./errors";
import type { Span } from "./layer";
import { nearest } from "./nearest";
import { Words } from "./setting-words";
import { commentsOf, textOf, type Source } from "../syntax/tree";

/** What the comments of a text say, not yet checked: only what is written is there. */
export interface Settings {
  readonly units?: number;
  readonly input?: Distribution;
  readonly weight?: Initializer;
  readonly bias?: Distribution;
  readonly trials?: number;
  readonly seed?: number;
  readonly parameterSeed?: number;
  /** Where each setting that is there has its value. */
  readonly places: Readonly<Partial<Record<string, Span>>>;
}

const NAMES = ["input", "weight", "bias", "trials", "seed", "parameterSeed"] as const;
type Name = (typeof NAMES)[number];

/**
 * "#", a name of letters, a colon, and all up to the next "#":
 *
 *     # input: 100, constant 1    units and distribution; either alone will do
 *     # weight: kaiming_normal    of every linear layer
 *     # bias: constant 0          of every linear layer without bias=False
 *     # trials: 10000
 *     # seed: 0                   of inputs and masks
 *     # parameterSeed: 0          of weights and biases
 *
 * Distributions are `constant 1`, `normal 0 1` (mean, standard deviation), `uniform -1 1`, `half_normal 1` and
 * `values 1 2 3`; a weight can also be Kaiming's or Xavier's, with a gain: `kaiming_normal 1`.
 */
const SETTING = /(?<before>#[ \t]*(?<name>[A-Za-z][A-Za-z _-]{0,30})):(?<value>[^#]*)/g;

/** What one setting fills in. */
function read(name: Name, words: Words): Omit<Settings, "places"> {
  switch (name) {
    case "input": {
      const units = words.atNumber ? { units: words.number("The number of units") } : {};
      if ("units" in units && !words.peek) return units;
      return { ...units, input: words.initializer(DISTRIBUTION_KINDS) as Distribution };
    }
    case "weight":
      return { weight: words.initializer(INITIALIZER_KINDS) };
    case "bias":
      return { bias: words.initializer(DISTRIBUTION_KINDS) as Distribution };
    case "trials":
    case "seed":
    case "parameterSeed":
      return { [name]: words.number(`The setting ${name}`) } satisfies Partial<ExploreSpec>;
    default:
      return name satisfies never;
  }
}

/** The setting that a comment's first word names; undefined for an ordinary comment. A near miss is refused where strict. */
function nameOf(source: Source, word: string, from: number, strict: boolean): Name | undefined {
  const plain = word.replace(/[ _-]/g, "").toLowerCase();
  const name = NAMES.find((one) => one.toLowerCase() === plain);
  if (name !== undefined || !strict) return name;
  const meant = nearest(plain, NAMES);
  if (meant === undefined || meant[0] !== plain[0]) return undefined;
  throw stoppedAt(
    source.text,
    from,
    `did you mean ${meant}? The settings are ${NAMES.join(", ")}; an ordinary comment is written without the colon`,
  );
}

/**
 * The settings in the comments of a source. Grammar, where a comment holds one setting after each "#":
 *
 *     setting      = "#" name ":" value
 *     value        = [units] [distribution]      of input; at least one of them
 *                  | initializer                 of weight
 *                  | distribution                of bias
 *                  | number                      of trials, seed, parameterSeed
 *     distribution = "constant" value | "normal" mean std | "uniform" low high | "half_normal" std | "values" number…
 *     initializer  = distribution | ("kaiming_" | "xavier_") ("uniform" | "normal") [gain]
 *
 * Words are separated by blanks or commas; names ignore case, blanks, "_" and "-". Any other comment is ignored, unless
 * its word before the colon is nearly a setting's name (same first letter, at most a third of it different).
 *
 * @param models where comments are about code, if the text is code: none in them is a setting, and no near miss anywhere.
 * @throws {NotationError} at the word that cannot be read, and at a setting given twice.
 */
export function readSettings(source: Source, models?: readonly Span[]): Settings {
  const places: Record<string, Span> = {};
  let settings: Omit<Settings, "places"> = {};
  for (const comment of commentsOf(source)) {
    if (models?.some(({ from, to }) => from <= comment.from && comment.to <= to)) continue;
    for (const { groups, index } of textOf(source, comment).matchAll(SETTING)) {
      const { before = "", name: word = "", value = "" } = groups ?? {};
      const name = nameOf(source, word, comment.from + index + before.length - word.length, !models);
      if (name === undefined) continue;
      const start = comment.from + index + before.length + 1;
      const span = { from: start + value.search(/\S|$/), to: start + value.trimEnd().length };
      const words = new Words(source, span);
      if (places[name]) words.stop(`${name} is set a second time: write it once`);
      settings = { ...settings, ...read(name, words) };
      words.finish();
      places[name] = { from: start - word.length - 1, to: span.to };
    }
  }
  return { ...settings, places };
}
