import type {
  ActivationSummary,
  ExploreReport,
  Histogram,
  LayerReport,
  LayerSpec,
  Mode,
} from "../../../src/formats/index";

type Weighted = readonly (readonly [value: number, count: number])[];

const spanOf = (values: readonly number[], exponent: number) =>
  Math.floor(Math.max(...values) / 2 ** exponent) - Math.floor(Math.min(...values) / 2 ** exponent) + 1;

/** The smallest exponent of formats.md for values. */
function exponentOf(values: readonly number[]): number {
  const largest = Math.max(...values.map(Math.abs));
  if (largest === 0) return -149;
  let exponent = Math.max(-149, Math.floor(Math.log2(largest)) - 23);
  while (spanOf(values, exponent) > 512) exponent++;
  return exponent;
}

function histogramOf(entries: Weighted, exponent: number): Histogram {
  const bins = entries.map(([value]) => Math.floor(value / 2 ** exponent));
  const firstBin = Math.min(...bins);
  const counts = new Array<number>(Math.max(...bins) - firstBin + 1).fill(0);
  entries.forEach(
    ([, count], i) => (counts[(bins[i] ?? 0) - firstBin] = (counts[(bins[i] ?? 0) - firstBin] ?? 0) + count),
  );
  return { exponent, firstBin, counts };
}

/** A summary of weighted values as formats.md defines it; `trials` says how many are independent. */
export function summaryOf(entries: Weighted, trials?: number, exponent?: number): ActivationSummary {
  const sorted = [...entries].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const values = sorted.map(([value]) => value);
  const count = sorted.reduce((sum, [, n]) => sum + n, 0);
  const mean = sorted.reduce((sum, [value, n]) => sum + value * n, 0) / count;
  const variance =
    values.length === 1 ? 0 : sorted.reduce((sum, [value, n]) => sum + (value - mean) ** 2 * n, 0) / count;
  const independent = trials ?? count;
  return {
    count,
    zeros: sorted.find(([value]) => value === 0)?.[1] ?? 0,
    mean,
    meanStandardError: independent === 1 ? null : Math.sqrt(variance / (independent - 1)),
    variance,
    rootMeanSquare: Math.sqrt(variance + mean ** 2),
    min: values[0] ?? null,
    max: values.at(-1) ?? null,
    histogram: histogramOf(sorted, exponent ?? exponentOf(values)),
    ...(values.length <= 512 ? { atoms: { values, counts: sorted.map(([, n]) => n) } } : {}),
  };
}

/** The difference of a summary's mean from eval's, with the standard error of its own mean unless told. */
export function against(
  reference: ActivationSummary,
  summary: ActivationSummary,
  standardError?: number | null,
): ActivationSummary {
  return {
    ...summary,
    differenceFromEval: {
      mean: (summary.mean ?? 0) - (reference.mean ?? 0),
      standardError: standardError === undefined ? summary.meanStandardError : standardError,
    },
  };
}

/** A layer from its three modes. */
export function layerOf(
  label: string,
  kind: string,
  units: number,
  { eval: reference, unscaledTrain, train }: Record<Mode, ActivationSummary>,
): LayerReport {
  const modes = { train: against(reference, train), eval: reference, unscaledTrain: against(reference, unscaledTrain) };
  return { name: "0", label, kind, units, modes };
}

/** A report of these layers. */
export function reportOf(units: number, specs: LayerSpec[], layers: LayerReport[], trials = 10_000): ExploreReport {
  return {
    version: 1,
    kind: "explore",
    spec: {
      version: 1,
      input: { units, distribution: { kind: "constant", value: 1 } },
      layers: specs,
      parameterSeed: 0,
    },
    runs: [{ seed: 0, trials }],
    layers: layers.map((layer, index) => ({ ...layer, name: String(index) })),
  };
}

/** Binomial probabilities of k successes in n, by recursion from the largest. */
export function binomial(n: number, q: number): number[] {
  const logs = [n * Math.log1p(-q)];
  for (let k = 1; k <= n; k++) logs.push((logs[k - 1] ?? 0) + Math.log((n - k + 1) / k) + Math.log(q / (1 - q)));
  return logs.map(Math.exp);
}

/** Counts of `total` values with these probabilities, rounded so that their sum is exact. */
function counted(probabilities: readonly number[], total: number): number[] {
  let done = 0;
  let wanted = 0;
  return probabilities.map((probability) => {
    wanted += probability * total;
    const count = Math.round(wanted) - done;
    done += count;
    return count;
  });
}

const linear = (units: number): LayerSpec => ({
  kind: "linear",
  units,
  weight: { kind: "constant", value: 1 },
  bias: { kind: "constant", value: 0 },
});

/** The article's experiment as its closed form has it: n ones, dropout p in (0, 1), one neuron of weights 1. */
export function article(p = 0.4, trials = 10_000, n = 100): ExploreReport {
  const q = 1 - p;
  const counts = counted(binomial(n, q), trials);
  const kept = counts.reduce((sum, count, k) => sum + count * k, 0);
  const all = trials * n;
  const lattice = (step: number) => summaryOf(counts.map((count, k) => [Math.fround(k * step), count] as const));
  const one = (value: number) =>
    summaryOf(
      [
        [0, all - kept],
        [value, kept],
      ],
      trials,
    );
  const predict = (summary: ActivationSummary, mean: number, variance: number): ActivationSummary => ({
    ...summary,
    predicted: { mean, variance, basis: "spec" },
  });
  const scale = Math.fround(1 / q);
  return reportOf(
    n,
    [{ kind: "dropout", p }, linear(1)],
    [
      layerOf(`Dropout(p=${p})`, "dropout", n, {
        eval: predict(summaryOf([[1, all]], trials), 1, 0),
        unscaledTrain: predict(one(1), q, p * q),
        train: predict(one(scale), 1, p / q),
      }),
      layerOf(`Linear(${n}, 1, bias=False)`, "linear", 1, {
        eval: predict(summaryOf([[n, trials]]), n, 0),
        unscaledTrain: predict(lattice(1), n * q, n * p * q),
        train: predict(lattice(1 / q), n, (n * p) / q),
      }),
    ],
    trials,
  );
}

/** `total` values of a normal distribution on a grid fine enough to be binned. */
export function normalEntries(mean: number, sd: number, total: number): [number, number][] {
  const values = Array.from({ length: 2001 }, (_, i) => -4 + (8 * i) / 2000);
  const weights = values.map((z) => Math.exp((-z * z) / 2));
  const sum = weights.reduce((a, b) => a + b, 0);
  const counts = counted(
    weights.map((weight) => weight / sum),
    total,
  );
  return values.map((z, i) => [mean + sd * z, counts[i] ?? 0]);
}

/** What a ReLU leaves of entries. */
export function rectified(entries: readonly (readonly [number, number])[]): [number, number][] {
  const zeros = entries.reduce((sum, [value, count]) => (value > 0 ? sum : sum + count), 0);
  return [[0, zeros], ...entries.filter(([value]) => value > 0).map(([v, c]): [number, number] => [v, c])];
}

/** A wide network: normal inputs, dropout p, a linear layer of zero-mean weights, ReLU, and its three outputs. */
export function wide(p = 0.5, units = 64, trials = 1_000): ExploreReport {
  const q = 1 - p;
  const total = units * trials;
  const sds: Record<Mode, number> = { eval: 1, unscaledTrain: Math.sqrt(q), train: 1 / Math.sqrt(q) };
  const each = (read: (sd: number) => ActivationSummary): Record<Mode, ActivationSummary> => ({
    eval: read(sds.eval),
    unscaledTrain: read(sds.unscaledTrain),
    train: read(sds.train),
  });
  const dropped = (scale: number): [number, number][] => {
    const kept = normalEntries(0, scale, Math.round(total * q));
    const zero = total - kept.reduce((sum, [, count]) => sum + count, 0);
    return [[0, zero], ...kept.map(([v, c]): [number, number] => [v === 0 ? 1e-9 : v, c])];
  };
  return reportOf(
    units,
    [{ kind: "dropout", p }, { kind: "linear", units }, { kind: "relu" }],
    [
      layerOf(`Dropout(p=${p})`, "dropout", units, {
        eval: summaryOf(normalEntries(0, 1, total), trials),
        unscaledTrain: summaryOf(dropped(1), trials),
        train: summaryOf(dropped(1 / q), trials),
      }),
      layerOf(
        `Linear(${units}, ${units})`,
        "linear",
        units,
        each((sd) => summaryOf(normalEntries(0, sd, total), trials)),
      ),
      layerOf(
        "ReLU()",
        "relu",
        units,
        each((sd) => summaryOf(rectified(normalEntries(0, sd, total)), total)),
      ),
    ],
    trials,
  );
}
