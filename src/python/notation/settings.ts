import {
  DISTRIBUTION_KINDS,
  INITIALIZER_KINDS,
  type Distribution,
  type ExploreSpec,
  type Initializer,
} from "../../formats/index";
import { commentsOf, type Source } from "../syntax/tree";
import { stoppedAt } from "./errors";
import type { Span } from "./layer";
import { nearest } from "./nearest";
import { Words } from "./setting-words";

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
const SETTING = /^[ \t]*(?<name>[A-Za-z][A-Za-z _-]{0,30}):/;

/** A setting as it is written in a comment. */
interface Written {
  readonly name: Span;
  readonly value: Span;
}

/** What stands after each "#" of a comment and may be a setting. */
function* writtenIn(text: string, comment: Span): Generator<Written> {
  const { to } = comment;
  const next = (from: number): number => {
    const at = text.indexOf("#", from);
    return at < 0 || at > to ? to : at;
  };
  for (let at = next(comment.from); at < to; at = next(at + 1)) {
    const end = next(at + 1);
    const found = SETTING.exec(text.slice(at + 1, end));
    if (!found) continue;
    const colon = at + found[0].length;
    const value = text.slice(colon + 1, end);
    yield {
      name: { from: colon - found.groups!["name"]!.length, to: colon },
      value: { from: colon + 1 + value.search(/\S|$/), to: colon + 1 + value.trimEnd().length },
    };
  }
}

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
function nameOf(text: string, { from, to }: Span, strict: boolean): Name | undefined {
  const plain = text.slice(from, to).replace(/[ _-]/g, "").toLowerCase();
  const name = NAMES.find((one) => one.toLowerCase() === plain);
  if (name !== undefined || !strict) return name;
  const meant = nearest(plain, NAMES);
  if (meant === undefined || meant[0] !== plain[0]) return undefined;
  throw stoppedAt(
    text,
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
  const comments = commentsOf(source);
  if (!models) return settingsIn(source.text, comments, true);
  const isInside = insideOf(models);
  return settingsIn(
    source.text,
    comments.filter((comment) => !isInside(comment)),
    false,
  );
}

/** Whether a span lies in one of others; to be asked for one after the other, in the order of a text. */
function insideOf(others: readonly Span[]): (span: Span) => boolean {
  const sorted = [...others].sort((a, b) => a.from - b.from);
  let [next, reach] = [0, -1];
  return ({ from, to }) => {
    for (; next < sorted.length && sorted[next]!.from <= from; next++) reach = Math.max(reach, sorted[next]!.to);
    return to <= reach;
  };
}

/**
 * The settings in some comments of a text.
 *
 * @param strict whether a near miss is refused.
 * @throws {NotationError} at the word that cannot be read, and at a setting given twice.
 */
export function settingsIn(text: string, comments: readonly Span[], strict: boolean): Settings {
  const places: Record<string, Span> = {};
  let settings: Omit<Settings, "places"> = {};
  for (const comment of comments) {
    for (const written of writtenIn(text, comment)) {
      const name = nameOf(text, written.name, strict);
      if (name === undefined) continue;
      const words = new Words({ text }, written.value);
      if (places[name]) words.stop(`${name} is set a second time: write it once`);
      settings = { ...settings, ...read(name, words) };
      words.finish();
      places[name] = { from: written.name.from, to: written.value.to };
    }
  }
  return { ...settings, places };
}
