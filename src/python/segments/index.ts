import { isDropout, type SourceModel } from "../../formats/index";
import type { SegmentOptions } from "./entering";
import type { LeftOut, Piece } from "./piece";
import { called } from "./question";
import { changesValues, segmentOf, type Segment } from "./segment";
import { split } from "./split";

export type { Answer, Asked, Question } from "./question";
export type { SegmentOptions } from "./entering";
export type { Segment } from "./segment";
export type { LeftOut } from "./piece";

/** What of a model can be run, in the order in which it runs, and what cannot, with the reason. */
export interface Exploration {
  readonly segments: readonly Segment[];
  readonly leftOut: readonly LeftOut[];
}

const hasDropout = ({ layers }: Piece): boolean => layers.some(({ spec }) => isDropout(spec));

/**
 * The experiments that a model gives. After a layer that the engine cannot run a new one begins, whose input is assumed
 * or asked for; where the forward isn't a chain, its stretches are run that are one. Parts without dropout are left out,
 * unless the model is a chain that has none at all. Nothing is thrown: what does not fit is a `refusal`.
 */
export function segmentsOf(model: SourceModel, options: SegmentOptions): Exploration {
  const { pieces, leftOut } = split(model, options.answers ?? []);
  const dropping = model.layers.some(({ p, active }) => p !== undefined && active !== "never");
  const kept = dropping || !model.chain ? pieces.filter(hasDropout) : pieces;
  const isKept = new Set(kept);
  const others = pieces.filter((piece) => !isKept.has(piece));
  const changing = model.layers.findIndex(changesValues);
  const alike = others.flatMap(({ layers }) =>
    layers.map(({ index }) => ({
      layer: index,
      reasons: [{ code: "no_own_dropout", layer: called(model.layers[index]!) } as const],
    })),
  );
  return {
    segments: kept.map((piece, index) => segmentOf(model, piece, options, { isFirst: index === 0, changing })),
    leftOut: [...leftOut, ...alike].sort((a, b) => a.layer - b.layer),
  };
}

/** A segment, and the titles of those further on that are the same experiment: the alike blocks of a deep model. */
export interface DistinctSegment {
  readonly segment: Segment;
  readonly alike: readonly string[];
}

/** What makes two segments the same experiment; one that is not known whole is like no other. */
const identity = ({ spec, title, layers }: Segment): string =>
  spec ? JSON.stringify(spec) : `${title} ${layers.join()}`;

/** The segments that are not the same experiment as one before them. */
export function distinctSegments(segments: readonly Segment[]): DistinctSegment[] {
  const groups = new Map<string, { segment: Segment; alike: string[] }>();
  for (const segment of segments) {
    const group = groups.get(identity(segment));
    if (group) group.alike.push(segment.title);
    else groups.set(identity(segment), { segment, alike: [] });
  }
  return [...groups.values()];
}
