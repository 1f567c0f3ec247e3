/** Kinds that hold no weights: run twice, each run stands for itself. */
export const WEIGHTLESS =
  /dropout|pool|flatten|softmax|softmin|_pad\d|upsampl|^(?:relu6?|leaky_relu|elu|selu|celu|gelu|glu|silu|mish|softplus|softsign|tanh|tanhshrink|sigmoid|log_sigmoid|identity|hardtanh|hardswish|hardsigmoid|hardshrink|softshrink|threshold|drop_path|activation)$/;
