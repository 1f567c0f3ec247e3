import type { Drift } from "../core/index";
import type { Mode } from "../formats/index";

/** A mark on an axis with its short, round number. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** A range with its ticks. */
export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly Tick[];
  /** What the numbers are, in a few words. */
  readonly title: string;
}

/** The axes of one picture; given back as `hold`, they keep the next picture still. */
export interface Scales {
  readonly x: Axis;
  /** Share of a mode's values in a bin, from 0. */
  readonly y: Axis;
  /** Every bin is 2^binExponent wide. */
  readonly binExponent: number;
}

/** A place in the units of the axes. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A bin, or the step around one value of a lattice. */
export interface Cell {
  readonly low: number;
  readonly high: number;
  /** How high it stands: its share, as if its width were a bin's. */
  readonly height: number;
  readonly share: number;
  readonly count: number;
  /** The one value it stands for, where it is a step of a lattice. */
  readonly value?: number;
}

/** A lollipop: one exact value, as high as its share of all values, cut off at the top of the axis. */
export interface Stem {
  readonly x: number;
  readonly share: number;
  readonly count: number;
}

/** One mode in a picture: cells and stems, or one value, or nothing. */
export interface ModeShape {
  readonly mode: Mode;
  readonly name: string;
  readonly cells: readonly Cell[];
  /** The outline of the cells from the baseline back to it, left to right; empty without cells. */
  readonly outline: readonly Point[];
  readonly stems: readonly Stem[];
  /** All values are this one: a vertical line. */
  readonly constant: number | null;
  /** Where the closed form puts the mean: a thin dashed vertical line. */
  readonly predicted: number | null;
  readonly count: number;
}

/** A name at a curve or the share of a lollipop; modes that are the same numbers share one. The canvas moves it where two would collide. */
export interface CurveLabel {
  readonly modes: readonly Mode[];
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Left out where there is no room; names of curves never are. */
  readonly optional: boolean;
}

/** What the canvas of one layer draws. */
export interface Picture {
  readonly scales: Scales;
  /** In the order of MODE_ORDER. */
  readonly shapes: readonly ModeShape[];
  readonly labels: readonly CurveLabel[];
  /** What a person must know to read it: clipped tails, values that are not finite. */
  readonly notes: readonly string[];
  /** The finding in words, for `aria-label`. */
  readonly label: string;
}

/** How a picture is to be fitted. */
export interface PictureOptions {
  /** Axes to keep while a slider moves; left again where a mode would be out of sight. */
  readonly hold?: Scales | undefined;
  /** Width of the plot in CSS pixels: values closer than one pixel are drawn as one. */
  readonly pixels?: number | undefined;
}

/** What hovering over a picture shows. */
export interface Hover {
  readonly title: string;
  readonly rows: readonly { readonly mode: Mode; readonly name: string; readonly text: string }[];
}

/** A table's place for one number. */
export interface TableCell {
  readonly text: string;
  /** Why there is no number, or what is remarkable about it. */
  readonly note?: string;
  /** The measured mean contradicts this prediction. */
  readonly flagged?: boolean;
}

/** One figure in the three modes. */
export interface TableRow {
  readonly id: string;
  readonly title: string;
  /** One line for focus and hover. */
  readonly explanation: string;
  /** Shown under "more rows" where there is little room. */
  readonly folded: boolean;
  readonly cells: Readonly<Record<Mode, TableCell>>;
}

/** The table beside a picture, and its text equivalent. */
export interface LayerTable {
  readonly columns: readonly { readonly mode: Mode; readonly title: string; readonly explanation: string }[];
  readonly rows: readonly TableRow[];
}

/** One measure across depth, relative to evaluation. */
export interface DepthPanel {
  readonly title: string;
  readonly axis: Axis;
  /** Positions on a logarithmic axis are powers of two's exponents. */
  readonly logarithmic: boolean;
  readonly series: readonly {
    readonly mode: Mode;
    readonly name: string;
    /** One per layer; null is a gap. */
    readonly ratios: readonly (number | null)[];
    /** The same as places on the axis. */
    readonly positions: readonly (number | null)[];
  }[];
}

/** Mean and root mean square relative to evaluation, layer by layer. */
export interface DepthFigure {
  readonly layers: readonly { readonly name: string; readonly label: string }[];
  readonly mean: DepthPanel;
  readonly rms: DepthPanel;
  readonly drift: Drift | null;
  /** The finding in words, for `aria-label`. */
  readonly label: string;
}

/** One layer as a small multiple; x in units of its own root mean square in evaluation. */
export interface Spark {
  readonly layer: number;
  readonly shapes: readonly Pick<ModeShape, "mode" | "outline" | "stems" | "constant">[];
  /** The top of its bars. */
  readonly peak: number;
  /** This is the layer that drifts most. */
  readonly drifts: boolean;
  readonly label: string;
}

/** Small multiples of all layers on one scale. */
export interface SparkFigure {
  readonly min: number;
  readonly max: number;
  readonly sparks: readonly Spark[];
}
