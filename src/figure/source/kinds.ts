import { maskText, type Manner, type SourceLayer, type SourceModel } from "../../formats/index";

export type { Manner };

/** How layers drop that are not run. */
const MANNERS: readonly [RegExp, Manner][] = [
  [/^(?:(?:spatial_)?dropout_?\d_?d|feature_dropout)$/, "channels"],
  [/^noise_shape_dropout$/, "shared"],
  [/^alpha_dropout$/, "alpha"],
  [/^feature_alpha_dropout$/, "alphaChannels"],
  [/^gaussian_dropout$/, "gaussian"],
  [/^(?:multi_?head_attention|scaled_dot_product_attention|(?:additive_)?attention)$/, "attention"],
  [/^(?:lstm|gru|rnn)$/, "recurrent"],
  [/^transformer_encoder_layer$/, "encoder"],
  [/^transformer_decoder_layer$/, "decoder"],
  [/^transformer$/, "transformer"],
  [/^(?:drop_path|stochastic_depth)$/, "path"],
];

/** How a layer that holds dropout drops, by its kind; what Keras's LSTM drops is not what PyTorch's does. */
export function mannerOf({ kind }: SourceLayer, framework: SourceModel["framework"]): Manner {
  const manner = maskText(kind)?.manner ?? MANNERS.find(([pattern]) => pattern.test(kind))?.[1] ?? "unknown";
  return manner === "recurrent" && framework !== "pytorch" ? "unknown" : manner;
}
