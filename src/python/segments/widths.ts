import { roleOf, type SourceLayer } from "../../formats/index";

/** Layers whose outputs have mean 0 and variance 1, as they are made. */
const NORMALISATION = /^(?:lazy_)?(?:batch|layer|group|instance|rms)_?norm(?:alization)?(?:\d?d)?$|^normalization$/;

const TRANSFORMER = /^transformer_(?:en|de)coder_layer$/;

/** Whether a layer gives values of mean 0 and variance 1, unless what it has learned changes them. */
export function normalises({ kind, parameters }: SourceLayer): boolean {
  // PyTorch's layers end with a normalization unless they are made with norm_first.
  const { d_model, norm_first = d_model !== undefined ? false : null } = parameters;
  return NORMALISATION.test(kind) || (TRANSFORMER.test(kind) && norm_first === false);
}

/** The parameter in which a layer says how many units it gives. */
const SIZES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    embedding: "embedding_dim",
    layer_norm: "normalized_shape",
    rms_norm: "normalized_shape",
    batch_norm1d: "num_features",
    multihead_attention: "embed_dim",
    transformer_encoder_layer: "d_model",
    transformer_decoder_layer: "d_model",
  }),
);
const RECURRENT = /^(?:lstm|gru|rnn)$/;

/** The last number in brackets, before a comma if there is one. */
function lastNumber(text: string): number | undefined {
  if (!/[)\]]$/.test(text)) return undefined;
  const inside = text.slice(0, -1).trimEnd();
  const last = /(?:^|\D)(\d+)$/.exec(inside.endsWith(",") ? inside.slice(0, -1) : inside)?.[1];
  return last === undefined ? undefined : Number(last);
}

/** A size as written: 64, or the last one of "(64,)", "(10, 64)". */
function sizeOf(value: unknown): number | undefined {
  const size = typeof value === "string" ? lastNumber(value) : value;
  return typeof size === "number" && Number.isInteger(size) && size >= 1 ? size : undefined;
}

/** How many units leave a layer; undefined where the source does not say it, or where they depend on what enters. */
export function unitsAfter({ kind, parameters }: SourceLayer): number | undefined {
  if (RECURRENT.test(kind)) {
    const size = sizeOf(parameters["proj_size"]) ?? sizeOf(parameters["hidden_size"]);
    return size === undefined ? undefined : parameters["bidirectional"] === true ? 2 * size : size;
  }
  const key = roleOf(kind) === "map" ? "units" : SIZES.get(kind);
  return key === undefined ? undefined : sizeOf(parameters[key]);
}

/** Layers that are not run and give as many units as enter them. */
const ELEMENTWISE =
  /^(?:gaussian_noise|p_?re_?lu|r_?re_?lu|re_?lu6|celu|mish|hard_?(?:swish|sigmoid|tanh|shrink)|soft_?shrink|tanh_?shrink|soft_?sign|(?:log_)?soft_?max|soft_?min|log_sigmoid|threshold|exponential)$/;

/** Whether as many units leave a layer as enter it. */
export const passesOn = (layer: SourceLayer): boolean =>
  normalises(layer) || ELEMENTWISE.test(layer.kind) || /dropout(?:\d?d)?$/.test(layer.kind);
