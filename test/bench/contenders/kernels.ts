/** This engine's kernels on one thread. */
import { dropRate, PURPOSES } from "../../../src/core/index";
import { createKernels } from "../../../src/engine/index";
import type { KernelExports } from "../../../src/engine/kernels/exports";
import { Memory } from "../../../src/engine/kernels/memory";
import wasm from "../../../out/kernels.wasm";
import { fillActivations, momentsOf, P } from "./inputs.mjs";
import { gemm, histogram } from "./kernel-works";
import { serve, type Work } from "./protocol.mjs";

const MOST = 10_000_000;
/** Values of one call: V8 runs a long first call to its end in code that is not optimised. */
const PIECE = 131_072;
const STREAM_BYTES = 192;

/** The kernel that masks and scales in one pass, which a layer's run does not need. */
interface Exports extends KernelExports {
  dropout(
    mask: number,
    tie: number,
    keep: number,
    count: number,
    upper: number,
    lower: number,
    x: number,
    out: number,
    scale: number,
  ): void;
}

function dropout(): Work {
  const exports = new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports as unknown as Exports;
  const memory = new Memory(exports);
  const [mask, tie, keep] = [STREAM_BYTES, STREAM_BYTES, PIECE].map((bytes) => memory.allocate(bytes)) as [
    number,
    number,
    number,
  ];
  const x = memory.floats(MOST);
  const out = memory.floats(MOST);
  fillActivations(x.view);
  const { threshold, scale } = dropRate(P);
  const upper = Math.floor(threshold / 2 ** 24);
  const lower = threshold % 2 ** 24;
  return async ({ seed, size, timed }) => {
    await timed(() => {
      for (let at = 0; at < size; at += PIECE) {
        exports.startStream(mask, PURPOSES.indexOf("mask"), seed, 0, at / PIECE);
        exports.startStream(tie, PURPOSES.indexOf("tie"), seed, 0, at / PIECE);
        const count = Math.min(PIECE, size - at);
        exports.dropout(mask, tie, keep, count, upper, lower, x.address + 4 * at, out.address + 4 * at, scale);
      }
    });
    return { out: momentsOf(out.view.subarray(0, size)) };
  };
}

const kernels = createKernels(wasm);
void serve("as shipped", { dropout: dropout(), gemm: gemm(kernels), histogram: histogram(kernels, MOST) });
