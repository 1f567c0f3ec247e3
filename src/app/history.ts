import { sameSpec, type ExploreSpec, type Step } from "../formats/index";

/** Steps that are kept each way; a state is stored on every change, so it stays small. */
const MOST_STEPS = 50;

/** The experiments before and after the one that is shown. */
export interface History {
  /** Oldest first; the last one is where undo goes. */
  readonly undo: readonly Step[];
  /** The last one is where redo goes. */
  readonly redo: readonly Step[];
  /** The gesture whose changes make one step: a drag, or typing in one field. */
  readonly gesture: string | null;
}

/** Nothing to undo. */
export const EMPTY_HISTORY: History = { undo: [], redo: [], gesture: null };

/** Remembers `before`, unless the change goes on with the gesture that already has its step. */
export function record(history: History, before: Step, gesture: string | null): History {
  const undo =
    gesture !== null && gesture === history.gesture ? history.undo : [...history.undo, before].slice(-MOST_STEPS);
  return { undo, redo: [], gesture };
}

/** Ends a gesture: the next change is a step of its own. */
export const finished = (history: History): History =>
  history.gesture === null ? history : { ...history, gesture: null };

/** Where undo or redo leads, and the history there. */
export interface Travel {
  readonly history: History;
  readonly step: Step;
}

/** A step back from `now`; null where there is none. */
export function undone({ undo, redo }: History, now: Step): Travel | null {
  const step = undo.at(-1);
  return step ? { history: { undo: undo.slice(0, -1), redo: [...redo, now], gesture: null }, step } : null;
}

/** A step forward from `now`; null where there is none. */
export function redone({ undo, redo }: History, now: Step): Travel | null {
  const step = redo.at(-1);
  return step ? { history: { undo: [...undo, now], redo: redo.slice(0, -1), gesture: null }, step } : null;
}

/** The step back or forward that leads from `now` to `spec`, where someone else goes there; null where neither does. */
export function followed(history: History, now: Step, spec: ExploreSpec): Travel | null {
  const leads = (travel: Travel | null): boolean => travel !== null && sameSpec(travel.step.spec, spec);
  return [undone(history, now), redone(history, now)].find(leads) ?? null;
}
