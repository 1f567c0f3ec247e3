/** This engine's kernels on one thread. */
import { createKernels } from "../../../src/engine/index";
import wasm from "../../../out/kernels.wasm";
import { dropout, gemm, histogram } from "./kernel-works";
import { serve } from "./protocol.mjs";

const MOST = 10_000_000;

const kernels = createKernels(wasm);
void serve("as shipped", {
  dropout: dropout(kernels, MOST),
  gemm: gemm(kernels),
  histogram: histogram(kernels, MOST),
});
