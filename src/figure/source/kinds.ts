import { maskText, type FrameworkName, type Manner, type SourceLayer } from "../../formats/index";

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

/** How a framework's LSTM and its likes drop: Keras's drop what enters, which has no closed form here. */
const RECURRENT: Readonly<Record<FrameworkName, Manner>> = { pytorch: "recurrent", keras: "unknown" };

/** How a layer that holds dropout drops, by its kind. */
export function mannerOf({ kind }: SourceLayer, framework: FrameworkName): Manner {
  const manner = maskText(kind)?.manner ?? MANNERS.find(([pattern]) => pattern.test(kind))?.[1] ?? "unknown";
  return manner === "recurrent" ? RECURRENT[framework] : manner;
}
