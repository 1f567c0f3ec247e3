import {
  definitionOf,
  isDropout,
  isLinear,
  KINDS,
  labelOf,
  maskText,
  sized,
  unitsOf,
  walk,
  type ExploreSpec,
  type LayerSpec,
} from "../../formats/index";
import { inputLines, parameterLines } from "./program-init";

/** Numbers in the widest activation of one batch: 16 MB in float32. */
const NUMBERS = 4_194_304;
const LARGEST_BATCH = 16_384;

/** Trials at once, a power of two: memory stays bounded however many trials there are. */
function batchOf(widest: number): number {
  let batch = LARGEST_BATCH;
  while (batch > 1 && batch * widest > NUMBERS) batch /= 2;
  return batch;
}

const indented = (lines: readonly string[]): string =>
  lines.map((line) => (line === "" ? "" : `    ${line}`)).join("\n");

/** What a program does at layers that mask; nn.Dropout's where there are none. */
function masked(layers: readonly LayerSpec[]): string {
  const kinds = [...new Set(layers.filter(isDropout).map(({ kind }) => kind))];
  const branches = (kinds.length === 0 ? [KINDS.dropout.kind] : kinds).map((kind) => {
    const lines = maskText(kind)?.program.map((line) => `            ${line}`) ?? [];
    return [`if isinstance(layer, nn.${definitionOf(kind).torch[0].name}):`, ...lines].join("\n");
  });
  return `        ${branches.join("\n        el")}`;
}

/**
 * A complete Python program that runs a spec in PyTorch and prints, for every layer, the mean in eval, unscaled train
 * and train with its standard error. It needs torch alone. Its random numbers are PyTorch's: it agrees with a report
 * within sampling error where the parameters are fixed, and in distribution where they are drawn.
 */
export function pytorchProgram(spec: ExploreSpec): string {
  const { nodes } = walk(spec);
  const layers = nodes.map((node) => `nn.${labelOf(sized(node.layer, unitsOf(node.in)))},`);
  const parameters = nodes.flatMap(({ layer, name, in: entering }) =>
    isLinear(layer) ? parameterLines(layer, `model[${name}]`, unitsOf(entering)) : [],
  );
  const widest = Math.max(spec.input.units, ...nodes.map(({ out }) => unitsOf(out)));
  return `"""The means of an experiment with dropout, measured in PyTorch in three modes:

eval            dropout does nothing
unscaled train  dropout drops with probability p, and does not scale what it keeps
train           dropout drops with probability p and multiplies what it keeps by 1/(1-p), as nn.Dropout does

Train and unscaled train share their masks, and all three their inputs.
"""

import math

import torch
from torch import nn

TRIALS = ${spec.trials}
BATCH = ${batchOf(widest)}  # trials at once: memory stays bounded
SEED = ${spec.seed}
PARAMETER_SEED = ${spec.parameterSeed}

torch.manual_seed(PARAMETER_SEED)
model = nn.Sequential(
${indented(layers)}
)
${parameters.length === 0 ? "" : `with torch.no_grad():\n${indented(parameters)}\n`}

def draw_input(trials):
    """One input a row."""
${indented(inputLines(spec.input))}


def modes(x):
    """After each layer: its output in eval, unscaled train and train."""
    evaluation = unscaled = train = x
    for layer in model:
${masked(spec.layers)}
        else:
            evaluation, unscaled, train = layer(evaluation), layer(unscaled), layer(train)
        yield evaluation, unscaled, train


class Mean:
    """The mean over trials and units, and its standard error over trials, from one batch after the other."""

    def __init__(self):
        self.count, self.mean, self.squares = 0, 0.0, 0.0

    def add(self, activations):
        trials = activations.double().mean(dim=1)
        count, mean = len(trials), trials.mean().item()
        distance, total = mean - self.mean, self.count + count
        self.squares += (trials - mean).square().sum().item() + distance**2 * self.count * count / total
        self.mean += distance * count / total
        self.count = total

    def __str__(self):
        error = math.sqrt(self.squares / (self.count - 1) / self.count) if self.count > 1 else math.nan
        return f"{self.mean:.7g} +- {error:.2g}"


means = [[Mean() for _ in range(3)] for _ in model]
torch.manual_seed(SEED ^ 0x9E3779B9)  # another stream than the parameters', also where the seeds are equal
with torch.no_grad():
    for done in range(0, TRIALS, BATCH):
        for row, outputs in zip(means, modes(draw_input(min(BATCH, TRIALS - done)))):
            for mean, activations in zip(row, outputs):
                mean.add(activations)

print(f"{'layer':64}{'eval':>26}{'unscaled train':>26}{'train':>26}")
for index, (layer, row) in enumerate(zip(model, means)):
    print(f"{index}: {layer!s:{62 - len(str(index))}}" + "".join(f"{mean!s:>26}" for mean in row))
`;
}
