import type { FrameworkName } from "../../../formats/index";

/** What models of this framework say that they are. */
export const NAME: FrameworkName = "keras";

const CONV = "filters kernel_size strides padding data_format dilation_rate groups activation use_bias";
const POOL = "pool_size strides padding data_format";
const RNN = "units activation recurrent_activation use_bias";

/** The layers of Keras 3 that are known by name: `classes: their first parameters in order`. */
const TABLE: Readonly<Record<string, string>> = {
  Dense: "units activation use_bias",
  "Dropout AlphaDropout": "rate noise_shape seed",
  "SpatialDropout1D GaussianDropout": "rate seed",
  "SpatialDropout2D SpatialDropout3D": "rate data_format seed",
  GaussianNoise: "stddev seed",
  Activation: "activation",
  ReLU: "max_value negative_slope threshold",
  LeakyReLU: "negative_slope",
  ELU: "alpha",
  PReLU: "alpha_initializer",
  "Softmax RMSNormalization UnitNormalization LayerNormalization BatchNormalization Concatenate": "axis",
  "Flatten GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D": "data_format",
  "GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D": "data_format",
  Reshape: "target_shape",
  Embedding: "input_dim output_dim",
  "Conv1D Conv2D Conv3D": CONV,
  "SeparableConv1D SeparableConv2D": "filters kernel_size strides padding data_format dilation_rate depth_multiplier",
  DepthwiseConv2D: "kernel_size strides padding depth_multiplier",
  "Conv1DTranspose Conv2DTranspose Conv3DTranspose": "filters kernel_size strides padding",
  "MaxPooling1D MaxPooling2D MaxPooling3D AveragePooling1D AveragePooling2D AveragePooling3D": POOL,
  "MaxPool1D MaxPool2D MaxPool3D AvgPool1D AvgPool2D AvgPool3D": POOL,
  "GlobalAvgPool1D GlobalAvgPool2D GlobalMaxPool1D GlobalMaxPool2D": "data_format",
  GroupNormalization: "groups axis",
  "LSTM GRU": RNN,
  SimpleRNN: "units activation use_bias",
  "Bidirectional TimeDistributed": "layer",
  MultiHeadAttention: "num_heads key_dim value_dim dropout",
  "Attention AdditiveAttention": "use_scale score_mode dropout",
  "Add Multiply Average Subtract Maximum Minimum Identity": "",
  Dot: "axes normalize",
  Permute: "dims",
  RepeatVector: "n",
  "ZeroPadding1D ZeroPadding2D": "padding data_format",
  "UpSampling1D UpSampling2D": "size data_format",
  "Cropping1D Cropping2D": "cropping data_format",
  Rescaling: "scale offset",
  Normalization: "axis mean variance invert",
  Lambda: "function output_shape",
  Masking: "mask_value",
  ActivityRegularization: "l1 l2",
  Resizing: "height width",
  RandomFlip: "mode",
  "RandomRotation RandomTranslation RandomContrast": "factor",
  RandomZoom: "height_factor width_factor",
  TextVectorization: "max_tokens",
  EinsumDense: "equation output_shape activation",
};

/** The first parameters of each class by its name. */
export const KERAS_SIGNATURES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(TABLE).flatMap(([classes, parameters]) =>
    classes.split(" ").map((name) => [name, parameters.split(" ").filter(Boolean)] as const),
  ),
);

/** Which parameter is the rate, and Keras's default; undefined: it is required. */
export const KERAS_RATES: ReadonlyMap<string, { readonly name: string; readonly standard?: number }> = new Map([
  ..."Dropout AlphaDropout GaussianDropout SpatialDropout1D SpatialDropout2D SpatialDropout3D"
    .split(" ")
    .map((name): [string, { name: string; standard?: number }] => [name, { name: "rate" }]),
  ..."LSTM GRU SimpleRNN MultiHeadAttention Attention AdditiveAttention"
    .split(" ")
    .map((name): [string, { name: string; standard?: number }] => [name, { name: "dropout", standard: 0 }]),
]);

/** Whether Keras has a layer, container or input of this name. */
export const isKerasClass = (name: string): boolean =>
  KERAS_SIGNATURES.has(name) || ["Sequential", "Model", "Input", "InputLayer"].includes(name);

/** Whether a class of another file is one whose subclasses are models or layers of Keras. */
export const isKerasModelClass = (path: string): boolean =>
  /^(?:tensorflow\.)?keras\.(?:.*\.)?(?:Model|Layer|Sequential|Functional)$/.test(path);

/** A class's name as Keras turns it into the name of a layer: ReLU is re_lu. */
export const titleOf = (name: string): string =>
  name
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
