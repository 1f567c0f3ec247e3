/**
 * The specification of the kernels: what each of them computes, in plain TypeScript, one number after the other. It is not
 * shipped; tests hold the WebAssembly kernels to it bit for bit.
 */
import type { ExploreReport, ExploreSpec } from "../../formats/index";
import type { Kernels } from "../run/kernels";
import { runHere as runWith } from "../run/run-here";
import { activationOf, maskOf } from "../kinds/index";
import { MaskSource } from "./mask";
import { PlainMaskedSums } from "./masked";
import { PlainNumbers } from "./numbers";
import { applyActivation, applyMask, splitModes } from "./pointwise";
import { PlainProduct } from "./product";
import { PlainRecorder, PlainTrialSums } from "./recorder";

/** Kernels that are the specification. */
export const referenceKernels: Kernels = {
  floats: (length) => ({ view: new Float32Array(length) }),
  doubles: (length) => ({ view: new Float64Array(length) }),
  mask: (length) => ({ view: new Uint8Array(length) }),
  mark: () => 0,
  release: () => undefined,
  numbers: (distribution, key) => new PlainNumbers(distribution, key),
  masks: (rate, seed, ordinal) => new MaskSource(rate, seed, ordinal),
  masking: (layer, mode) => {
    const f = maskOf(layer).reference(layer, mode);
    return (keep, x, stride, out, size) => applyMask(f, keep, x, stride, out, size);
  },
  product: (fanIn, units) => new PlainProduct(fanIn, units),
  splitModes,
  activation: (layer) => {
    const f = activationOf(layer).reference(layer);
    return (x, count, out) => applyActivation(f, x, count, out);
  },
  maskedSums: (sets) => new PlainMaskedSums(sets),
  recorder: () => new PlainRecorder(),
  trialSums: () => new PlainTrialSums(),
};

/** Runs a whole experiment by the specification alone: what every engine's report is held against. */
export const runHere = (spec: ExploreSpec): ExploreReport => runWith(spec, referenceKernels);
