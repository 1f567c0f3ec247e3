export { heapBase } from "./memory";
export { STREAM_BYTES, startStream, fillBytes, fillUniform, fillNormal, fillHalfNormal } from "./random";
export { fillMask } from "./mask";
export { maskValues, addBias, splitModes } from "./pointwise";
