import { assertHeals, someEditing, type Editing } from "../edits";
import type { Target } from "../target";

/** After every edit the tree and the models are those of a fresh reading. */
const edits: Target<Editing> = { name: "edits", weight: 12, generate: someEditing, run: assertHeals };

export const editTargets: readonly Target[] = [edits];
