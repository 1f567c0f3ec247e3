import type { ExploreSpec } from "../../formats/index";
import type { ModelReading, Segment } from "../../python/index";
import { distinctSegments, NothingToRun } from "../../python/plain";

/** A segment of a model in a cell, with what is said above its report. */
export interface CellSegment {
  readonly heading: string;
  readonly spec: ExploreSpec;
  readonly assumptions: readonly string[];
}

/** Titles of alike segments that are named; more are counted. */
const MOST_NAMED = 3;

function also(alike: readonly string[]): string {
  if (alike.length === 0) return "";
  const named = alike.length > MOST_NAMED ? `${alike.length} more parts` : alike.join(", ");
  return `; the same holds for ${named}`;
}

/** Why a segment isn't run: a cell can't be asked. */
const whyNot = ({ title, refusal, questions: [question] }: Segment): string =>
  `${title} isn't run: ${refusal ?? question?.message ?? ""}`;

const isKnown = ({ segments }: ModelReading): boolean => segments.some(({ spec }) => spec !== undefined);

/**
 * The segments of the last model in a cell that can be run, which is the one that others before it are used in. Those that
 * are the same experiment are run once.
 *
 * @throws {NothingToRun} where something must be known of each that the code doesn't say.
 */
export function segmentsIn(models: readonly ModelReading[]): readonly CellSegment[] {
  const last = models.filter(isKnown).at(-1) ?? models.filter((read) => read.segments.length > 0).at(-1);
  if (last === undefined) return [];
  const { model, segments } = last;
  const distinct = distinctSegments(segments);
  const others = distinct.flatMap(({ segment }) => (segment.spec ? [] : [whyNot(segment)]));
  const known = distinct.flatMap(({ segment: { title, spec, assumptions }, alike }) =>
    spec ? [{ heading: `${model.name}: ${title}${also(alike)}`, spec, assumptions }] : [],
  );
  const [first, ...rest] = known;
  if (first) return [{ ...first, assumptions: [...first.assumptions, ...others] }, ...rest];
  const how =
    "Above the model, write what its first part receives, such as # input: 100, normal 0 1, or write numbers in the code";
  throw new NothingToRun(`${others[0] ?? ""} ${how}.`, model.from);
}
