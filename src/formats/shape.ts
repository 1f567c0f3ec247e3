import { distributionIssues } from "./distribution";
import { issueAt, type SpecIssue } from "./issue";
import { definition } from "./layer";
import { grouped } from "./number";
import type { ReportSpec } from "./spec";
import { NEWEST_VERSION } from "./version";

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

/** What a shape follows from; of a spec without a version no kind is too new. */
type Shaped = Pick<ReportSpec, "input" | "layers"> & Partial<Pick<ReportSpec, "version">>;

/** Walks the layers of a spec: what enters and leaves each, and what does not fit. */
export function shapeOf({ version = NEWEST_VERSION, input, layers }: Shaped): Shape {
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
    const { shape, since } = definition(layer);
    if (since > version) {
      const message = `A spec of version ${version} has no layer of this kind: write "version": ${since}`;
      issues.push(issueAt(["layers", index, "kind"], message));
    }
    if (shape !== null) {
      weights += shape.weights(layer, width);
      issues.push(...shape.issues(layer, { width, source, weights, at: ["layers", index] }));
      width = shape.units(layer, width);
      source = `layer ${index}`;
    }
    units.push(width);
  });
  return { fanIn, units, weights, issues };
}
