import type { Target } from "../target";
import { cellTargets } from "./cells";
import { editTargets } from "./edits";
import { editorTargets } from "./editor";
import { messageTargets } from "./messages";
import { modelTargets } from "./models";
import { notationTargets } from "./notation";
import { reportTargets } from "./reports";
import { specTargets } from "./specs";

/** Everything that takes what a person, a file, a notebook or another world hands over. */
export const TARGETS: readonly Target[] = [
  ...specTargets,
  ...reportTargets,
  ...notationTargets,
  ...modelTargets,
  ...editTargets,
  ...cellTargets,
  ...editorTargets,
  ...messageTargets,
];
