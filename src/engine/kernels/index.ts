/** The kernels in WebAssembly, as core/run wants them. */
import type { Kernels } from "../../core/index";
import { activationKernel, maskKernel } from "./kinds";
import type { KernelExports } from "./exports";
import { KernelMaskedSums } from "./masked";
import { Memory } from "./memory";
import { KernelProduct } from "./product";
import { KernelRecorder, KernelTrialSums } from "./recorder";
import { KernelMasks, KernelNumbers } from "./streams";

/** Compiles the kernels and gives them memory of their own. @throws where there is no WebAssembly with SIMD. */
export function createKernels(wasm: BufferSource): Kernels {
  const exports = new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports as unknown as KernelExports;
  const memory = new Memory(exports);
  return {
    floats: (length) => memory.floats(length),
    doubles: (length) => memory.doubles(length),
    mask: (length) => memory.bytes(length),
    mark: () => memory.mark(),
    release: (mark) => memory.release(mark),
    numbers: (distribution, key) => new KernelNumbers(exports, memory, distribution, key),
    masks: (rate, seed, ordinal) => new KernelMasks(exports, memory, rate, seed, ordinal),
    masking: (layer, mode) => maskKernel(exports, layer, mode),
    product: (fanIn, units) => new KernelProduct(exports, memory, fanIn, units),
    splitModes: (q, { view: bias }, train, unscaled, trials) =>
      exports.splitModes(q, bias.byteOffset, train.view.byteOffset, unscaled.view.byteOffset, trials, bias.length),
    activation: (layer) => activationKernel(exports, layer),
    maskedSums: (sets) => new KernelMaskedSums(exports, memory, sets),
    recorder: () => new KernelRecorder(exports, memory),
    trialSums: () => new KernelTrialSums(exports, memory),
  };
}
