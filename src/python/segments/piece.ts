import { isLinear as isLinearLayer, type Reason } from "../../formats/index";
import type { Runnable } from "./runnable";

/**
 * Why what comes after a layer isn't run in one with it: it isn't run, it is too large for that, it drops whole channels
 * and the next layer mixes them, or it gives another number of units than the next layer takes.
 */
export type Cut = "not_run" | "too_large" | "mixed_channels" | "other_width";

/** What is before the first layer of a piece: the model's input, a layer, or something that isn't a chain. */
export type Entry =
  | { readonly kind: "input" | "amid" }
  | { readonly kind: "after"; readonly layer: number; readonly why: Cut }
  /** A normalization that is part of the layer itself. */
  | { readonly kind: "normalised" };

/** A layer that can be run, by its index in the model. */
export interface PieceLayer extends Extract<Runnable, { readonly spec: object }> {
  readonly index: number;
}

/** Layers that can be run one after the other. */
export interface Piece {
  readonly entry: Entry;
  /** Units that enter, where what is before says it. */
  readonly units?: number;
  readonly layers: readonly PieceLayer[];
}

/** A layer that no experiment runs, and why. */
export interface LeftOut {
  readonly layer: number;
  readonly reasons: readonly Reason[];
}

interface Linear {
  readonly inputs?: number;
  readonly units?: number;
}
export const isLinear = (spec: object): spec is Linear => isLinearLayer(spec);
