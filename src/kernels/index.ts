export { heapBase } from "./memory";
export { STREAM_BYTES, startStream, fillBytes } from "./stream";
export { fillUniform, fillNormal, fillHalfNormal } from "./random";
export { fillMask, dropout } from "./mask";
export { maskValues, addBias, splitModes } from "./pointwise";
export { relu, identity, leakyRelu, elu, selu, silu, softplus, tanh, sigmoid, gelu, geluTanh } from "./activation";
export { valueMoments, addTrials } from "./record";
export { binsTableBytes, countBins, drainBins, atomsTableBytes, clearAtoms, countAtoms, drainAtoms } from "./tally";
export { packMask, addColumns, fillTable, tableSums, directSums, countSums } from "./masked";
