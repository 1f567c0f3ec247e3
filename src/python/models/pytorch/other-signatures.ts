/** The layers of torch.nn that are named but not run: `classes: parameters in order`. PyTorch 2's signatures. */
const TABLE: Readonly<Record<string, string>> = {
  "AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d": "output_size",
  "AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d": "output_size return_indices",
  "AlphaDropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout": "p inplace",
  AvgPool1d: "kernel_size stride padding ceil_mode count_include_pad",
  "AvgPool2d AvgPool3d": "kernel_size stride padding ceil_mode count_include_pad divisor_override",
  "BatchNorm1d BatchNorm2d BatchNorm3d InstanceNorm1d InstanceNorm2d InstanceNorm3d":
    "num_features eps momentum affine track_running_stats bias",
  Bilinear: "in1_features in2_features out_features bias",
  CELU: "alpha inplace",
  ChannelShuffle: "groups",
  "CircularPad1d CircularPad2d CircularPad3d ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d ZeroPad1d ZeroPad2d ZeroPad3d":
    "padding",
  "ConstantPad1d ConstantPad2d ConstantPad3d": "padding value",
  "Conv1d Conv2d Conv3d": "in_channels out_channels kernel_size stride padding dilation groups bias padding_mode",
  "ConvTranspose1d ConvTranspose2d ConvTranspose3d":
    "in_channels out_channels kernel_size stride padding output_padding groups bias dilation padding_mode",
  Embedding: "num_embeddings embedding_dim padding_idx max_norm norm_type scale_grad_by_freq sparse",
  EmbeddingBag:
    "num_embeddings embedding_dim max_norm norm_type scale_grad_by_freq mode sparse include_last_offset padding_idx",
  Fold: "output_size kernel_size dilation padding stride",
  "FractionalMaxPool2d FractionalMaxPool3d": "kernel_size output_size output_ratio return_indices",
  "GLU LogSoftmax Softmax Softmin": "dim",
  "GRU LSTM": "input_size hidden_size num_layers bias batch_first dropout bidirectional proj_size",
  "GRUCell LSTMCell": "input_size hidden_size bias",
  GroupNorm: "num_groups num_channels eps affine bias",
  "Hardshrink Softshrink": "lambd",
  "Hardsigmoid Hardswish Mish ReLU6": "inplace",
  Hardtanh: "min_val max_val inplace",
  "LPPool1d LPPool2d LPPool3d": "norm_type kernel_size stride ceil_mode",
  LayerNorm: "normalized_shape eps elementwise_affine bias",
  "LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d LazyInstanceNorm1d LazyInstanceNorm2d LazyInstanceNorm3d":
    "eps momentum affine track_running_stats bias",
  "LazyConv1d LazyConv2d LazyConv3d": "out_channels kernel_size stride padding dilation groups bias padding_mode",
  "LazyConvTranspose1d LazyConvTranspose2d LazyConvTranspose3d":
    "out_channels kernel_size stride padding output_padding groups bias dilation padding_mode",
  LocalResponseNorm: "size alpha beta k",
  "LogSigmoid Softmax2d Softsign Tanhshrink": "",
  "MaxPool1d MaxPool2d MaxPool3d": "kernel_size stride padding dilation return_indices ceil_mode",
  "MaxUnpool1d MaxUnpool2d MaxUnpool3d": "kernel_size stride padding",
  MultiheadAttention: "embed_dim num_heads dropout bias add_bias_kv add_zero_attn kdim vdim batch_first",
  PReLU: "num_parameters init",
  PixelShuffle: "upscale_factor",
  PixelUnshuffle: "downscale_factor",
  RMSNorm: "normalized_shape eps elementwise_affine",
  RNN: "input_size hidden_size num_layers nonlinearity bias batch_first dropout bidirectional",
  RNNCell: "input_size hidden_size bias nonlinearity",
  RReLU: "lower upper inplace",
  SyncBatchNorm: "num_features eps momentum affine track_running_stats process_group bias",
  Threshold: "threshold value inplace",
  Transformer:
    "d_model nhead num_encoder_layers num_decoder_layers dim_feedforward dropout activation custom_encoder custom_decoder layer_norm_eps batch_first norm_first bias",
  TransformerDecoder: "decoder_layer num_layers norm",
  "TransformerDecoderLayer TransformerEncoderLayer":
    "d_model nhead dim_feedforward dropout activation layer_norm_eps batch_first norm_first bias",
  TransformerEncoder: "encoder_layer num_layers norm enable_nested_tensor mask_check",
  Unflatten: "dim unflattened_size",
  Unfold: "kernel_size dilation padding stride",
  Upsample: "size scale_factor mode align_corners recompute_scale_factor",
  "UpsamplingBilinear2d UpsamplingNearest2d": "size scale_factor",
};

/** The parameters of each class by its name. */
export const OTHER_SIGNATURES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(TABLE).flatMap(([classes, parameters]) =>
    classes.split(" ").map((name) => [name, parameters.split(" ").filter(Boolean)] as const),
  ),
);
