import { basesOf, methodOf, outerBases } from "../values/classes";
import type { Call, Framework } from "../values/run";
import type { Class, Facts, Module } from "../values/values";
import { GIVES_PARTS, isTorchClass, NAME } from "./classes";
import { makeContainer } from "./containers";
import { functionalStep } from "./functional";
import { foreignLayer, torchLayer } from "./layers";
import { tensorMethod } from "./tensor";

/** Bases of other files whose classes are models although their names do not say torch. */
const MODULE_BASES = /(?:^|\.)(?:Module|LightningModule|\w*Model|\w*Layer|\w*Block)$/;

/** A class with a forward, whose base is named like a module's, or that this file does not explain at all. */
function mayBeModule(cls: Class): boolean {
  if (methodOf(cls, "forward") === undefined) return false;
  return basesOf(cls).some(({ type }) => type === "unknown") || outerBases(cls).some((path) => MODULE_BASES.test(path));
}

function make(call: Call, path: string): Module | undefined {
  if (!path.startsWith("torch.nn.")) return undefined;
  return makeContainer(call, path.slice(path.lastIndexOf(".") + 1)) ?? torchLayer(call, path);
}

/** What eval() does not reach trains for ever. */
const unheld = (facts: Facts): Facts => (facts.active === "train" ? { ...facts, active: "always" } : facts);

/** PyTorch, and the layers of packages for it. */
export const PYTORCH: Framework = {
  name: NAME,
  mention: /\btorch\b/,
  forward: "forward",
  pathOf: (name) => (isTorchClass(name) ? `torch.nn.${name}` : undefined),
  isBase: (path) => path.startsWith("torch.nn."),
  mayBeModule,
  make,
  makeForeign: foreignLayer,
  apply: functionalStep,
  applyMethod: tensorMethod,
  callMethod: () => undefined,
  toForward: (_forward, passed) => passed,
  toLayers: () => new Map(),
  asCalled: (facts, _passed, isHeld) => (isHeld ? facts : unheld(facts)),
  givesParts: (kind) => GIVES_PARTS.test(kind),
};
