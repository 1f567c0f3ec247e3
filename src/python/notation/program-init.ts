import type { Distribution, ExploreSpec, Initializer, LinearSpec } from "../../formats/index";

/** A float literal: `1.0`, since `1` would make a tensor of integers. */
const float = (value: number): string => (/[.e]/.test(String(value)) ? String(value) : `${value}.0`);

/** A list over as many lines of 100 characters as it needs, without its brackets. */
function listed(values: readonly number[]): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let length = 0;
  for (const text of values.map(float)) {
    if (length + text.length > 100) {
      lines.push(`${line.join(", ")},`);
      line = [];
      length = 0;
    }
    line.push(text);
    length += text.length + 2;
  }
  return line.length === 0 ? lines : [...lines, `${line.join(", ")},`];
}

/** `before` torch.tensor([...]) `after`, on one line where it fits. */
function tensor(before: string, values: readonly number[], after: string): string[] {
  const lines = listed(values);
  const [open, close] = [`${before}torch.tensor([`, `], dtype=torch.float32)${after}`];
  const [only = ""] = lines;
  return lines.length <= 1
    ? [`${open}${only.slice(0, -1)}${close}`]
    : [open, ...lines.map((line) => `    ${line}`), close];
}

/** Fills the tensor `target`; PyTorch's own initializer wherever it has this one. */
function initLines(target: string, initializer: Initializer, shape: string, fanIn: number): string[] {
  switch (initializer.kind) {
    case "constant":
      return [`nn.init.constant_(${target}, ${float(initializer.value)})`];
    case "normal":
      return [`nn.init.normal_(${target}, mean=${float(initializer.mean)}, std=${float(initializer.std)})`];
    case "uniform":
      return [`nn.init.uniform_(${target}, a=${float(initializer.low)}, b=${float(initializer.high)})`];
    case "half_normal":
      return [`nn.init.normal_(${target}, std=${float(initializer.std)}).abs_()`];
    case "values":
      return tensor(`${target}.copy_(`, initializer.values, `.reshape(${shape}))`);
    case "kaiming_uniform":
    case "kaiming_normal":
      return [kaiming(target, initializer, fanIn)];
    case "xavier_uniform":
    case "xavier_normal":
      return [`nn.init.${initializer.kind}_(${target}, gain=${float(initializer.gain)})`];
    default:
      return initializer satisfies never;
  }
}

/** nn.init takes a nonlinearity, not a gain: any gain but those of "relu" and "linear" is written out. */
function kaiming(
  target: string,
  { kind, gain }: Extract<Initializer, { kind: "kaiming_uniform" | "kaiming_normal" }>,
  fanIn: number,
): string {
  if (gain === Math.SQRT2) return `nn.init.${kind}_(${target}, nonlinearity="relu")`;
  if (gain === 1) return `nn.init.${kind}_(${target}, nonlinearity="linear")`;
  if (kind === "kaiming_normal") return `nn.init.normal_(${target}, std=${float(gain)} / math.sqrt(${fanIn}))`;
  const bound = `${float(gain)} * math.sqrt(3 / ${fanIn})`;
  return `nn.init.uniform_(${target}, a=-${bound}, b=${bound})`;
}

/** Statements that initialize a linear layer, which the program calls `module`; none for what PyTorch does by itself, and for `bias=False`. */
export function parameterLines({ units, weight, bias }: LinearSpec, module: string, fanIn: number): string[] {
  const [weights, biases] = [`${module}.weight`, `${module}.bias`];
  const withoutBias = bias?.kind === "constant" && bias.value === 0;
  return [
    ...(weight ? initLines(weights, weight, `${units}, ${fanIn}`, fanIn) : []),
    ...(bias && !withoutBias ? initLines(biases, bias, String(units), fanIn) : []),
  ];
}

/** The body of a function that returns `trials` rows of input. */
export function inputLines({ units, distribution }: ExploreSpec["input"]): string[] {
  const empty = `return torch.empty(trials, ${units})`;
  return drawn(empty, units, distribution);
}

function drawn(empty: string, units: number, distribution: Distribution): string[] {
  switch (distribution.kind) {
    case "constant":
      return [`return torch.full((trials, ${units}), ${float(distribution.value)})`];
    case "normal":
      return [`${empty}.normal_(${float(distribution.mean)}, ${float(distribution.std)})`];
    case "uniform":
      return [`${empty}.uniform_(${float(distribution.low)}, ${float(distribution.high)})`];
    case "half_normal":
      return [`${empty}.normal_(0.0, ${float(distribution.std)}).abs_()`];
    case "values":
      return tensor("return ", distribution.values, ".expand(trials, -1)");
    default:
      return distribution satisfies never;
  }
}
