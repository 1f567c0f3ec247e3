import { definitionOf, isLayerKind, type FrameworkName, type Links, type SourceLayer } from "../../formats/index";

/** A link to a framework's documentation. */
export interface DocLink {
  readonly title: string;
  readonly url: string;
}

const TORCH = "https://docs.pytorch.org/docs/stable/generated";
const VISION = "https://docs.pytorch.org/vision/stable/generated";
const KERAS = "https://keras.io/api/layers";
/** Unlike Keras's layer it drops wherever it is called. */
const TENSORFLOW: DocLink = {
  title: "tf.nn.dropout",
  url: "https://www.tensorflow.org/api_docs/python/tf/nn/dropout",
};

/** PyTorch's classes, by kind, of layers that are not run. */
const CLASSES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    dropout1d: "Dropout1d",
    dropout2d: "Dropout2d",
    dropout3d: "Dropout3d",
    alpha_dropout: "AlphaDropout",
    feature_alpha_dropout: "FeatureAlphaDropout",
    multihead_attention: "MultiheadAttention",
    lstm: "LSTM",
    gru: "GRU",
    rnn: "RNN",
    transformer: "Transformer",
    transformer_encoder_layer: "TransformerEncoderLayer",
    transformer_decoder_layer: "TransformerDecoderLayer",
  }),
);

/** Keras's layers that are not run, by kind: the group and the page of each. */
const KERAS_PAGES: ReadonlyMap<string, readonly [title: string, page: string]> = new Map(
  Object.entries<readonly [string, string]>({
    alpha_dropout: ["AlphaDropout", "regularization_layers/alpha_dropout"],
    gaussian_dropout: ["GaussianDropout", "regularization_layers/gaussian_dropout"],
    spatial_dropout1d: ["SpatialDropout1D", "regularization_layers/spatial_dropout1d"],
    spatial_dropout2d: ["SpatialDropout2D", "regularization_layers/spatial_dropout2d"],
    spatial_dropout3d: ["SpatialDropout3D", "regularization_layers/spatial_dropout3d"],
    noise_shape_dropout: ["Dropout", "regularization_layers/dropout"],
    attention: ["Attention", "attention_layers/attention"],
    additive_attention: ["AdditiveAttention", "attention_layers/additive_attention"],
    multi_head_attention: ["MultiHeadAttention", "attention_layers/multi_head_attention"],
    lstm: ["LSTM", "recurrent_layers/lstm"],
    gru: ["GRU", "recurrent_layers/gru"],
  }),
);

/** Where the documentation has a kind that is run. */
const linksOf = (kind: string): Links => (isLayerKind(kind) ? definitionOf(kind).links : {});

function torchLink({ kind, name }: SourceLayer): DocLink | undefined {
  if (kind === "stochastic_depth") {
    return { title: "torchvision.ops.StochasticDepth", url: `${VISION}/torchvision.ops.StochasticDepth.html` };
  }
  // A function is called by its name; a module has the name of an attribute.
  const functional = kind === "scaled_dot_product_attention" || /(?:^|\.)(?:F|functional)\.\w+$/.test(name);
  const documented = functional ? `functional.${kind}` : (linksOf(kind).pytorch ?? CLASSES.get(kind));
  if (documented === undefined) return undefined;
  const title = `torch.nn.${documented}`;
  return { title, url: `${TORCH}/${title}.html` };
}

function kerasLink({ kind, name }: SourceLayer): DocLink | undefined {
  if (/(?:^|\.)nn\.dropout$/.test(name)) return TENSORFLOW;
  const page = linksOf(kind).keras ?? KERAS_PAGES.get(kind);
  return page && { title: `keras.layers.${page[0]}`, url: `${KERAS}/${page[1]}/` };
}

const LINKS: Readonly<Record<FrameworkName, (layer: SourceLayer) => DocLink | undefined>> = {
  pytorch: torchLink,
  keras: kerasLink,
};

/** Where the framework documents a layer that holds dropout; undefined where it has no page of its own. */
export const documentationOf = (layer: SourceLayer, framework: FrameworkName): DocLink | undefined =>
  LINKS[framework](layer);
