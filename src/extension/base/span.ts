/** A span of a text, in UTF-16 units: [from, to). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How many units a span has. */
export const sizeOf = ({ from, to }: Span): number => to - from;

/** Whether what is at an offset belongs to a span. */
export const holds = ({ from, to }: Span, offset: number): boolean => from <= offset && offset < to;

/** Whether a span is a part of another, or the same. */
export const isWithin = (inner: Span, outer: Span): boolean => outer.from <= inner.from && inner.to <= outer.to;

/** Whether two spans share a unit, or meet at an end. */
export const touch = (a: Span, b: Span): boolean => a.from <= b.to && b.from <= a.to;
