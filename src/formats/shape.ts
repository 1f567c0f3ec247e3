import type { Distribution, Initializer } from "./distribution";
import { issueAt, type SpecIssue } from "./issue";
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

/** Walks the layers of a spec: what enters and leaves each, and what does not fit. */
export function shapeOf(spec: Pick<ReportSpec, "input" | "layers">): Shape {
  const { input, layers } = spec;
  const issues = distributionIssues(
    input.distribution,
    ["input", "distribution"],
    input.units,
    `an input of ${grouped(input.units)} units`,
  );
  const fanIn: number[] = [];
  const units: number[] = [];
  let width = input.units;
  let weights = 0;
  /** Where the width comes from: layers in between pass it on. */
  let source = "the input";
  layers.forEach((layer, index) => {
    fanIn.push(width);
    if (layer.kind === "linear") {
      const at = ["layers", index] as const;
      if (layer.inputs !== undefined && layer.inputs !== width) {
        issues.push(
          issueAt(
            [...at, "inputs"],
            `This linear layer expects ${grouped(layer.inputs)} inputs, but ${source} gives ${grouped(width)}: ` +
              `write ${width}, or change what comes before`,
          ),
        );
      }
      const before = weights;
      weights += width * layer.units;
      if (weights > LIMITS.weights && before <= LIMITS.weights) {
        issues.push(
          issueAt(
            [...at, "units"],
            `With this layer's ${grouped(width)} × ${grouped(layer.units)} the network has ${grouped(weights)} weights; ` +
              `at most ${grouped(LIMITS.weights)} fit: use fewer units`,
          ),
        );
      }
      issues.push(
        ...distributionIssues(
          layer.weight,
          [...at, "weight"],
          width * layer.units,
          `a weight of [${layer.units}][${width}]`,
        ),
        ...distributionIssues(layer.bias, [...at, "bias"], layer.units, `a bias of ${grouped(layer.units)} units`),
      );
      width = layer.units;
      source = `layer ${index}`;
    }
    units.push(width);
  });
  return { fanIn, units, weights, issues };
}
