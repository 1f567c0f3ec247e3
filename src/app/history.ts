import type { ExploreSpec } from "../formats/index";

/** Steps that are kept each way; a state is stored on every change, so it stays small. */
const MOST_STEPS = 50;

/** The experiments before and after the one that is shown. */
export interface History {
  /** Oldest first; the last one is where undo goes. */
  readonly undo: readonly ExploreSpec[];
  /** The last one is where redo goes. */
  readonly redo: readonly ExploreSpec[];
  /** The gesture whose changes make one step: a drag, or typing in one field. */
  readonly gesture: string | null;
}

/** Nothing to undo. */
export const EMPTY_HISTORY: History = { undo: [], redo: [], gesture: null };

/** Remembers `before`, unless the change goes on with the gesture that already has its step. */
export function record(history: History, before: ExploreSpec, gesture: string | null): History {
  const undo =
    gesture !== null && gesture === history.gesture ? history.undo : [...history.undo, before].slice(-MOST_STEPS);
  return { undo, redo: [], gesture };
}

/** Ends a gesture: the next change is a step of its own. */
export const finished = (history: History): History =>
  history.gesture === null ? history : { ...history, gesture: null };

/** A step back from `spec`; null where there is none. */
export function undone(history: History, spec: ExploreSpec): { history: History; spec: ExploreSpec } | null {
  const before = history.undo.at(-1);
  if (!before) return null;
  return { history: { undo: history.undo.slice(0, -1), redo: [...history.redo, spec], gesture: null }, spec: before };
}

/** A step forward from `spec`; null where there is none. */
export function redone(history: History, spec: ExploreSpec): { history: History; spec: ExploreSpec } | null {
  const after = history.redo.at(-1);
  if (!after) return null;
  return { history: { undo: [...history.undo, spec], redo: history.redo.slice(0, -1), gesture: null }, spec: after };
}
