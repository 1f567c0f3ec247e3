import type { Distribution, Initializer } from "./distribution";
import { issueAt, type SpecIssue } from "./issue";
import type { LinearSpec } from "./layer";
import { LIMITS } from "./limits";
import { grouped } from "./number";
import type { ReportSpec } from "./spec";

/** The sizes that follow from a spec, one entry a layer. */
export interface Shape {
  /** Units that enter each layer. */
  readonly fanIn: readonly number[];
  /** Units that leave each layer. */
  readonly units: readonly number[];
  /** Weights of all linear layers together. */
  readonly weights: number;
  /** What a schema of single values cannot say: fan-ins, lengths, limits of sums, order of bounds. */
  readonly issues: readonly SpecIssue[];
}

/** Issues of one distribution that is to give `length` numbers. */
function distributionIssues(
  distribution: Distribution | Initializer | undefined,
  keys: readonly (string | number)[],
  length: number,
  meaning: string,
): SpecIssue[] {
  if (distribution?.kind === "values" && distribution.values.length !== length) {
    const has = `${grouped(distribution.values.length)} value${distribution.values.length === 1 ? "" : "s"}`;
    return [issueAt([...keys, "values"], `This list has ${has}, but ${meaning} takes ${grouped(length)}`)];
  }
  if (distribution?.kind === "uniform" && distribution.low > distribution.high) {
    return [
      issueAt(
        [...keys, "low"],
        `The lower end ${distribution.low} lies above the upper end ${distribution.high}: swap them`,
      ),
    ];
  }
  return [];
}

/** What does not fit in one linear layer, which `width` units enter; `weights` counts all up to and with this one. */
function linearIssues(
  layer: LinearSpec,
  index: number,
  { width, source, weights }: { readonly width: number; readonly source: string; readonly weights: number },
): SpecIssue[] {
  const at = ["layers", index] as const;
  const own = width * layer.units;
  const issues: SpecIssue[] = [];
  if (layer.inputs !== undefined && layer.inputs !== width) {
    const found = `This linear layer expects ${grouped(layer.inputs)} inputs, but ${source} gives ${grouped(width)}`;
    issues.push(issueAt([...at, "inputs"], `${found}: write ${width}, or change what comes before`));
  }
  if (weights > LIMITS.weights && weights - own <= LIMITS.weights) {
    const size = `With this layer's ${grouped(width)} × ${grouped(layer.units)} the network has ${grouped(weights)} weights`;
    issues.push(issueAt([...at, "units"], `${size}; at most ${grouped(LIMITS.weights)} fit: use fewer units`));
  }
  return [
    ...issues,
    ...distributionIssues(layer.weight, [...at, "weight"], own, `a weight of [${layer.units}][${width}]`),
    ...distributionIssues(layer.bias, [...at, "bias"], layer.units, `a bias of ${grouped(layer.units)} units`),
  ];
}

/** Walks the layers of a spec: what enters and leaves each, and what does not fit. */
export function shapeOf({ input, layers }: Pick<ReportSpec, "input" | "layers">): Shape {
  const meaning = `an input of ${grouped(input.units)} units`;
  const issues = distributionIssues(input.distribution, ["input", "distribution"], input.units, meaning);
  const fanIn: number[] = [];
  const units: number[] = [];
  let width = input.units;
  let weights = 0;
  /** Where the width comes from: layers in between pass it on. */
  let source = "the input";
  layers.forEach((layer, index) => {
    fanIn.push(width);
    if (layer.kind === "linear") {
      weights += width * layer.units;
      issues.push(...linearIssues(layer, index, { width, source, weights }));
      width = layer.units;
      source = `layer ${index}`;
    }
    units.push(width);
  });
  return { fanIn, units, weights, issues };
}
