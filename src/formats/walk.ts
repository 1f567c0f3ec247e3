import { distributionIssues } from "./distribution";
import { issueAt, type SpecIssue } from "./issue";
import { definition, type LayerSpec } from "./layer";
import { grouped } from "./number";
import type { ReportSpec } from "./spec";
import { NEWEST_VERSION } from "./version";

/** The name of what enters the first layer, where a node says what its parents are. */
export const INPUT = "input";

/** The sizes of a node's values in one trial, as PyTorch orders them without the batch: `[units]`. */
export type Dimensions = readonly number[];

/** A layer in its place in the network. */
export interface LayerNode<L extends LayerSpec = LayerSpec> {
  /** Where it stands in the spec: keys and indices from the root. */
  readonly path: readonly (string | number)[];
  /** As PyTorch names it in nn.Sequential: "0", "1", …; reports and code are looked up by it. */
  readonly name: string;
  readonly kind: L["kind"];
  readonly layer: L;
  readonly in: Dimensions;
  readonly out: Dimensions;
  /** The names of the nodes whose values enter it, in order; `INPUT` for those of the network's input. */
  readonly parents: readonly string[];
}

/** What follows from a spec before anything runs. */
export interface Walk {
  /** Every layer, each after those whose values enter it. */
  readonly nodes: readonly LayerNode[];
  /** Weights of all linear layers together. */
  readonly weights: number;
  /** What a schema of single values cannot say: fan-ins, lengths, limits of sums, order of bounds. */
  readonly issues: readonly SpecIssue[];
}

/** What a walk needs; of a spec without a version no kind is too new. */
type Walked = Pick<ReportSpec, "input" | "layers"> & Partial<Pick<ReportSpec, "version">>;

/** How many numbers values of these sizes are. */
export const unitsOf = (dimensions: Dimensions): number => dimensions.reduce((product, size) => product * size, 1);

/** Walks the layers of a spec in the order in which they run: what enters and leaves each, and what does not fit. */
export function walk({ version = NEWEST_VERSION, input, layers }: Walked): Walk {
  const meaning = `an input of ${grouped(input.units)} units`;
  const issues = distributionIssues(input.distribution, ["input", "distribution"], input.units, meaning);
  const nodes: LayerNode[] = [];
  let weights = 0;
  let [width, parent] = [input.units, INPUT];
  /** Where the width comes from: layers in between pass it on. */
  let source = "the input";
  layers.forEach((layer, index) => {
    const { shape, since } = definition(layer);
    const path = ["layers", index];
    if (since > version) {
      const message = `A spec of version ${version} has no layer of this kind: write "version": ${since}`;
      issues.push(issueAt([...path, "kind"], message));
    }
    const entering = width;
    if (shape !== null) {
      weights += shape.weights(layer, width);
      issues.push(...shape.issues(layer, { width, source, weights, at: path }));
      width = shape.units(layer, width);
      source = `layer ${index}`;
    }
    const name = String(index);
    nodes.push({ path, name, kind: layer.kind, layer, in: [entering], out: [width], parents: [parent] });
    parent = name;
  });
  return { nodes, weights, issues };
}
