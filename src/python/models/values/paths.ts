/** What a name of another file is called where it is defined, however it was imported: TensorFlow's Keras is Keras. */
export const pathOf = (path: string): string =>
  path
    .replace(/^(?:tensorflow|tf)\.(?:compat\.v\d+\.)?(?:python\.)?keras(?=\.|$)/, "keras")
    .replace(/^tf_keras(?=\.|$)/, "keras")
    .replace(/^keras\.src(?=\.|$)/, "keras")
    .replace(/^torch\.nn\.modules\.(?:\w+\.)?(?=[A-Z])/, "torch.nn.");

/** A name that a class has. */
export const CONSTRUCTED_ELSEWHERE = /^_?[A-Z]/;

/** A class's name as a kind: BatchNorm1d is batch_norm1d, LSTM lstm, ReLU6 relu6. */
export const kindOf = (name: string): string =>
  name
    .replace(/(ReLU|SiLU|CELU|GELU|SELU|ELU|GLU)/g, (word) => word[0]! + word.slice(1).toLowerCase())
    .replace(/^(P|R)R?elu/, (word) => word[0]! + word.slice(1).toLowerCase())
    .replace(/([a-z\d])([A-Z][a-z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
