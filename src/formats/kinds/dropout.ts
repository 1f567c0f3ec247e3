import { mask } from "./mask";

/** Inverted dropout: what is dropped is 0, what is kept is multiplied by 1/(1-p). */
export const dropout = mask({
  kind: "dropout",
  description: "Dropout: drops each value with probability p in training and multiplies what it keeps by 1/(1-p).",
  torch: "Dropout",
  links: { pytorch: "Dropout", keras: ["Dropout", "regularization_layers/dropout"] },
  manner: "values",
  zeroes: true,
  program: [
    "mask = layer(torch.ones_like(train))  # 0, or 1/(1-p) for what is kept",
    "unscaled, train = unscaled * (mask != 0), train * mask",
  ],
});
