/** What the contenders are asked to do. */

/** The works' names. */
export const WORKS = ["dropout", "neuron", "gemm", "histogram", "whole"] as const;
/** One of the works. */
export type WorkId = (typeof WORKS)[number];

/** How much of a work is the whole of it, and what it is. */
export interface WorkSpec {
  readonly size: number;
  readonly title: string;
  /** Its title in a column. */
  readonly short: string;
  /** Its title in a picture. */
  readonly picture: string;
}

/** The works; a size counts values, trials or rows. */
export const WORK: Readonly<Record<WorkId, WorkSpec>> = {
  dropout: {
    size: 10_000_000,
    short: "dropout 1e7",
    picture: "Dropout of 10⁷ values",
    title: "dropout of 1e7 float32, p = 0.4",
  },
  neuron: {
    size: 1_000_000,
    short: "neuron 1e6",
    picture: "The article's neuron, 10⁶ trials",
    title: "the article's neuron, 1e6 trials in train and unscaled train",
  },
  gemm: {
    size: 1024,
    short: "GEMM 1024³",
    picture: "Matrix product, 1024³",
    title: "a product of 1024 x 1024 matrices, float32",
  },
  histogram: {
    size: 10_000_000,
    short: "histogram 1e7",
    picture: "Histogram and moments of 10⁷ values",
    title: "512 bins, mean and variance of 1e7 float32",
  },
  whole: {
    size: 4096,
    short: "whole exploration",
    picture: "A whole exploration, 784-1024-1024-10",
    title: "784-1024-1024-10, ReLU, dropout .5 twice, 4096 trials, three modes, histogram and moments of every layer",
  },
};
