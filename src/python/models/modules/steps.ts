import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../../formats/index";
import { COSTS } from "../values/budget";
import { costOfListing, spanOf } from "../values/facts";
import { kindOf } from "../values/paths";
import type { Run } from "../values/run";
import type { Facts, Tensor } from "../values/values";

/** A path as a person writes it: F.relu, torch.cat. */
export const shown = (path: string): string =>
  path
    .replace(/^torch\.nn\.functional\./, "F.")
    .replace(/^torch\.Tensor\./, "")
    .replace(/^builtins\./, "");

/** The name that is called. */
function nameOf(path: string): string {
  const name = shown(path);
  return name.slice(name.lastIndexOf(".") + 1);
}

/** A step of the forward pass that is being followed. */
export function addStep(run: Run, name: string, facts: Facts, tensors: readonly Tensor[], node: SyntaxNode): Tensor {
  const trace = run.trace!;
  run.spend(COSTS.step + (tensors.length >> 2) + (name.length >> 5) + costOfListing(facts));
  const inTraining = facts.active === "always" && trace.trainingOnly;
  return trace.step(name, inTraining ? { ...facts, active: "train" } : facts, tensors, node);
}

/** A step that is listed and not run: any other function. */
export function foreignStep(
  run: Run,
  path: string,
  tensors: readonly Tensor[],
  node: SyntaxNode,
  why: Reason = { code: "not_run", name: nameOf(path) },
): Tensor {
  const kind = why.code === "not_run" ? kindOf(why.name) : "unknown";
  return addStep(run, shown(path), { kind, ...spanOf(node), parameters: {}, reasons: [why] }, tensors, node);
}
