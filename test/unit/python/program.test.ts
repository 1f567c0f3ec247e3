import assert from "node:assert/strict";
import { ARTICLE, PRESETS } from "../../../src/core/index";
import { runHere } from "../../../src/core/reference/index";
import { parseSpec, type Distribution, type ExploreSpec, type Initializer } from "../../../src/formats/index";
import { pytorchProgram } from "../../../src/python/index";
import { pythonWithTorch, runProgram, runPrograms } from "./torch";

/** A mean with its standard error. */
interface Mean {
  readonly mean: number;
  readonly error: number;
}
/** In eval, unscaled train and train. */
type Triple = readonly [evaluation: number, unscaled: number, train: number];

const experiment = (units: number, distribution: Distribution, layers: object[], trials = 20_000): ExploreSpec =>
  parseSpec({ version: 1, input: { units, distribution }, layers, trials });
const values = (...numbers: number[]) => ({ kind: "values" as const, values: numbers });
/** Numbers around zero that look like drawn ones and are the same everywhere. */
const waves = (length: number, scale: number, offset = 0) =>
  values(...Array.from({ length }, (_, i) => Math.fround(offset + scale * Math.sin(i * i + i))));
const linear = (inputs: number, units: number, scale: number) => ({
  kind: "linear",
  inputs,
  units,
  weight: waves(inputs * units, scale),
  bias: waves(units, 0.1, 0.05),
});
const dropout = (p: number) => ({ kind: "dropout", p });

/** What a program prints: one row a layer; mean and standard error in eval, unscaled train and train. */
function rowsOf(printed: string): Mean[][] {
  const rows = printed.trim().split("\n").slice(1);
  return rows.map((row) =>
    [...row.matchAll(/(\S+) \+- (\S+)/g)].map(([, mean, error]) => ({ mean: Number(mean), error: Number(error) })),
  );
}

/** Within four standard errors of the difference, and float32's rounding of numbers of that size. */
function agree(measured: Mean, expected: Mean, size: number, where: string): void {
  const away = Math.abs(measured.mean - expected.mean);
  const allowed = 4 * Math.hypot(measured.error, expected.error) + 1e-5 * size + 1e-9;
  assert.ok(away <= allowed, `${where}: PyTorch has ${measured.mean}, expected ${expected.mean} within ${allowed}`);
}

/** Each row of a run in PyTorch against closed forms. */
function agreesWith(printed: string, expected: readonly Triple[]): void {
  const rows = rowsOf(printed);
  assert.equal(rows.length, expected.length);
  expected.forEach((triple, layer) =>
    triple.forEach((mean, mode) =>
      agree(rows[layer]![mode]!, { mean, error: 0 }, Math.abs(mean), `layer ${layer}, mode ${mode}`),
    ),
  );
}

describe("pytorchProgram", () => {
  it("writes no initializer where PyTorch's default is meant, and bias=False for a bias of 0", () => {
    const [mlp, article] = [PRESETS[1]!, ARTICLE].map(({ spec }) => pytorchProgram(spec));
    assert.doesNotMatch(mlp!, /nn\.init/);
    assert.match(article!, /nn\.Linear\(100, 1, bias=False\)/);
  });

  it("bounds the memory of a batch by its widest layer", () => {
    const layers = [{ kind: "linear", units: 65_536 }];
    const wide = experiment(1, { kind: "constant", value: 1 }, layers, 1e9);
    assert.match(pytorchProgram(wide), /^BATCH = 64 /m);
  });
});

describe("pytorchProgram, run in PyTorch,", function () {
  this.timeout(180_000);

  before(function () {
    if (pythonWithTorch !== undefined) return;
    console.warn(
      "      SKIPPED: no Python with torch. Nothing below was run; set DROPOUT_EXPLORER_PYTHON to one that has it.",
    );
    this.skip();
  });

  it("finds the article's means 100, 60 and 100, in several batches", () => {
    agreesWith(runProgram(pytorchProgram({ ...ARTICLE.spec, trials: 50_000 })), [
      [1, 0.6, 1],
      [100, 60, 100],
    ]);
  });

  it("finds W x + b in train and q W x + b in unscaled train, at p = 0, 0.3 and 1", () => {
    const rates = [0, 0.3, 1];
    const layer = { kind: "linear", units: 2, weight: values(1, -2, 3, 0.5, 4, -1), bias: values(0.25, 1) };
    const programs = rates.map((p) => pytorchProgram(experiment(3, values(1, 2, -1), [dropout(p), layer])));
    const [x, product, bias] = [2 / 3, (1 - 4 - 3 + 0.5 + 8 + 1) / 2, (0.25 + 1) / 2];
    runPrograms(programs).forEach((printed, index) => {
      const [p, on] = [rates[index]!, rates[index] === 1 ? 0 : 1];
      agreesWith(printed, [
        [x, (1 - p) * x, on * x],
        [product + bias, (1 - p) * product + bias, on * product + bias],
      ]);
    });
  });

  it("finds the means of every input distribution", () => {
    const inputs: [Distribution, number][] = [
      [{ kind: "normal", mean: 2, std: 3 }, 2],
      [{ kind: "uniform", low: -1, high: 4 }, 1.5],
      [{ kind: "half_normal", std: 2 }, 2 * Math.sqrt(2 / Math.PI)],
      [{ kind: "constant", value: -7 }, -7],
    ];
    const programs = inputs.map(([input]) => pytorchProgram(experiment(20, input, [{ kind: "identity" }])));
    runPrograms(programs).forEach((printed, index) => {
      const mean = inputs[index]![1];
      agreesWith(printed, [[mean, mean, mean]]);
    });
  });

  const reported: Record<string, ExploreSpec> = {
    "the article": ARTICLE.spec,
    "two dropouts with linear layers between": experiment(4, values(1, 3, -2, 0.5), [
      dropout(0.25),
      linear(4, 6, 1),
      { kind: "identity" },
      dropout(0.5),
      linear(6, 2, 1),
    ]),
    "a ReLU network of a normal input": experiment(64, { kind: "normal", mean: 0.5, std: 1 }, [
      dropout(0.2),
      linear(64, 48, 0.2),
      { kind: "relu" },
      dropout(0.5),
      linear(48, 24, 0.3),
      { kind: "relu" },
      dropout(0.1),
      linear(24, 3, 0.4),
    ]),
    "every activation with its parameters": experiment(16, { kind: "uniform", low: -2, high: 3 }, [
      dropout(0.3),
      linear(16, 16, 0.6),
      { kind: "leaky_relu", negative_slope: 0.2 },
      linear(16, 16, 0.5),
      { kind: "elu", alpha: 2 },
      dropout(0.5),
      { kind: "softplus", beta: 0.5, threshold: 4 },
      { kind: "gelu", approximate: "tanh" },
      linear(16, 16, 0.4),
      { kind: "gelu", approximate: "none" },
      { kind: "selu" },
      dropout(0.5),
      { kind: "silu" },
      { kind: "tanh" },
      { kind: "sigmoid" },
    ]),
    "p = 1": experiment(3, { kind: "half_normal", std: 1 }, [dropout(1), linear(3, 2, 1), { kind: "relu" }]),
  };
  for (const [what, spec] of Object.entries(reported)) {
    it(`agrees with our report in every layer and mode: ${what}`, () => {
      const rows = rowsOf(runProgram(pytorchProgram(spec)));
      runHere(spec).layers.forEach(({ modes: { eval: evaluation, unscaledTrain, train } }, layer) =>
        [evaluation, unscaledTrain, train].forEach(({ mean, meanStandardError, rootMeanSquare }, mode) => {
          const ours = { mean: mean!, error: meanStandardError! };
          agree(rows[layer]![mode]!, ours, rootMeanSquare!, `layer ${layer}, mode ${mode}`);
        }),
      );
    });
  }

  it("draws weights with the mean and standard deviation of each initializer", () => {
    const initializers: [Initializer | undefined, mean: number, std: number][] = [
      [undefined, 0, 1 / Math.sqrt(3 * 400)],
      [{ kind: "constant", value: 0.5 }, 0.5, 0],
      [{ kind: "normal", mean: 1, std: 0.5 }, 1, 0.5],
      [{ kind: "uniform", low: 1, high: 3 }, 2, 1 / Math.sqrt(3)],
      [{ kind: "half_normal", std: 1 }, Math.sqrt(2 / Math.PI), Math.sqrt(1 - 2 / Math.PI)],
      [{ kind: "kaiming_uniform", gain: Math.SQRT2 }, 0, Math.sqrt(2 / 400)],
      [{ kind: "kaiming_uniform", gain: 3 }, 0, 3 / 20],
      [{ kind: "kaiming_normal", gain: Math.SQRT2 }, 0, Math.sqrt(2 / 400)],
      [{ kind: "kaiming_normal", gain: 1 }, 0, 1 / 20],
      [{ kind: "kaiming_normal", gain: 0.3 }, 0, 0.3 / 20],
      [{ kind: "xavier_uniform", gain: 1 }, 0, Math.sqrt(2 / 1000)],
      [{ kind: "xavier_normal", gain: 2 }, 0, 2 * Math.sqrt(2 / 1000)],
    ];
    const report = "\nprint(model[0].weight.mean().item(), model[0].weight.std().item())\n";
    const programs = initializers.map(([weight]) => {
      const layers = [{ kind: "linear", units: 600, ...(weight && { weight }) }];
      return pytorchProgram(experiment(400, { kind: "constant", value: 1 }, layers, 1)) + report;
    });
    runPrograms(programs).forEach((printed, index) => {
      const [weight, mean, std] = initializers[index]!;
      const [measuredMean, measuredStd] = printed.trim().split("\n").at(-1)!.split(" ").map(Number);
      // Of 240 000 weights: the error of the mean is std / 490, that of the standard deviation less.
      const allowed = (4 * std) / 489 + 1e-6;
      assert.ok(Math.abs(measuredMean! - mean) <= allowed, `${JSON.stringify(weight)}: mean ${measuredMean}`);
      assert.ok(
        Math.abs(measuredStd! - std) <= allowed,
        `${JSON.stringify(weight)}: standard deviation ${measuredStd}`,
      );
    });
  });

  it("runs every preset", () => {
    const specs = PRESETS.map(({ spec }) => ({ ...spec, trials: 100 }));
    runPrograms(specs.map(pytorchProgram)).forEach((printed, index) => {
      const rows = rowsOf(printed);
      assert.equal(rows.length, specs[index]!.layers.length);
      assert.ok(rows.flat().every(({ mean }) => Number.isFinite(mean)));
    });
  });
});
