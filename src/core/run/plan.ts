import {
  INPUT,
  isDropout,
  isLinear,
  labelOf,
  sized,
  unitsOf,
  walk,
  type ActivationSpec,
  type DropoutSpec,
  type ExploreSpec,
  type LayerNode,
  type LayerSpec,
  type LinearSpec,
} from "../../formats/index";
import { maskOf } from "../kinds/index";
import { dropRate, type DropRate } from "../random/rate";
import { isFixed } from "../random/distribution";

/** Trials whose moments are merged as one before they join the others; a multiple of the block. */
export const CHUNK = 65_536;

/** The widest output of the path that sums in float64. */
const LATTICE_UNITS = 16;

/**
 * How a linear layer gets its values in train and unscaled train:
 * - "same": before the first dropout, one product for all modes;
 * - "lattice": fixed values, the first dropout, at most 16 units: float64 sums, so that equal sums stay equal;
 * - "shared": directly after the first dropout, one product s for both, train being s/q + b;
 * - "separate": later, where the two differ upstream.
 */
export type LinearPath = "same" | "lattice" | "shared" | "separate";

/** What is measured of a step, in each mode: its output, and whatever else it publishes. */
export interface Measurement {
  /** What a report calls it. */
  readonly name: string;
  readonly label: string;
  readonly kind: string;
  readonly units: number;
}

/** A measurement, with the place of its step in the plan. */
export type PlacedMeasurement = Measurement & { readonly step: number };

interface StepBase {
  readonly name: string;
  /** The steps whose values enter, by their places in the plan; -1 for the network's input. */
  readonly inputs: readonly number[];
  readonly fanIn: number;
  readonly units: number;
  /** Before any dropout: the three modes are the same numbers. */
  readonly same: boolean;
  /** What it publishes; its output comes last. */
  readonly measurements: readonly Measurement[];
}
export type LinearStep = StepBase & {
  readonly role: "map";
  readonly layer: LinearSpec;
  /** Counts linear layers only, so that an activation inserted before changes no weight. */
  readonly ordinal: number;
  readonly path: LinearPath;
  /** The dropout directly before, on the paths "shared" and "lattice". */
  readonly rate: DropRate | null;
};
export type DropoutStep = StepBase & {
  readonly role: "mask";
  readonly layer: DropoutSpec;
  readonly rate: DropRate;
  /** Counts dropout layers only. */
  readonly ordinal: number;
  /** No dropout is before it. */
  readonly first: boolean;
  /** The same, and the input is fixed: every trial has the same values before it. */
  readonly repeated: boolean;
  /** The very first dropout, repeated, and it only multiplies: what the masks keep says it all. */
  readonly fixed: boolean;
  /** Whether another layer reads its values; one on the path "lattice" sums by masks instead. */
  readonly read: boolean;
};
export type ActivationStep = StepBase & { readonly role: "activation"; readonly layer: ActivationSpec };
export type Step = LinearStep | DropoutStep | ActivationStep;

/** What runs, decided once from the spec alone: which path each layer takes, and what is the same in every trial. */
export interface Plan {
  readonly spec: ExploreSpec;
  /** Each after those whose values enter it. */
  readonly steps: readonly Step[];
  /** Everything that is measured, step by step. */
  readonly measurements: readonly PlacedMeasurement[];
  /** The place of each step's output among the measurements. */
  readonly outputs: readonly number[];
  /** Whether every trial has the same input, so that eval is one trial. */
  readonly fixedInput: boolean;
  readonly widest: number;
}

/** Whether a layer that follows the first dropout over a fixed input takes the path "lattice". */
const isNarrow = (layer: LayerSpec): boolean => isLinear(layer) && layer.units <= LATTICE_UNITS;

/** Whether a layer multiplies by its masks and does nothing else. */
const multiplies = (layer: DropoutSpec): boolean => maskOf(layer).factor !== null;

/** The layers that read the values of each node. */
function readersOf(nodes: readonly LayerNode[]): ReadonlyMap<string, readonly LayerSpec[]> {
  const readers = new Map<string, LayerSpec[]>(nodes.map(({ name }) => [name, []]));
  for (const { layer, parents } of nodes) {
    for (const parent of parents) readers.get(parent)?.push(layer);
  }
  return readers;
}

/** Decides the steps of one spec, node after node. */
class Planner {
  readonly steps: Step[] = [];
  private readonly places = new Map([[INPUT, -1]]);
  private readonly ordinals = { map: 0, mask: 0 };
  private readonly readers: ReadonlyMap<string, readonly LayerSpec[]>;

  constructor(
    nodes: readonly LayerNode[],
    private readonly fixedInput: boolean,
  ) {
    this.readers = readersOf(nodes);
  }

  add(node: LayerNode): void {
    const { layer, name, parents } = node;
    const inputs = parents.map((parent) => this.places.get(parent)!);
    const [fanIn, units] = [unitsOf(node.in), unitsOf(node.out)];
    const same = inputs.every((input) => this.steps[input]?.same ?? true);
    const output = { name, label: labelOf(sized(layer, fanIn)), kind: layer.kind, units };
    const base = { name, inputs, fanIn, units, same, measurements: [output] };
    this.places.set(name, this.steps.length);
    if (isDropout(layer)) this.steps.push(this.dropout(base, layer));
    else if (isLinear(layer)) this.steps.push(this.linear(base, layer));
    else this.steps.push({ ...base, role: "activation", layer });
  }

  private dropout(base: StepBase, layer: DropoutSpec): DropoutStep {
    const ordinal = this.ordinals.mask++;
    const first = base.same;
    const repeated = this.fixedInput && first;
    const fixed = repeated && ordinal === 0 && multiplies(layer);
    const readers = this.readers.get(base.name)!;
    const summed = fixed && readers.length === 1 && readers.every(isNarrow);
    const read = readers.length > 0 && !summed;
    return {
      ...base,
      same: false,
      role: "mask",
      layer,
      rate: dropRate(layer.p),
      ordinal,
      first,
      repeated,
      fixed,
      read,
    };
  }

  private linear(base: StepBase, layer: LinearSpec): LinearStep {
    const before = this.steps[base.inputs[0]!];
    const after = before?.role === "mask" && before.first && multiplies(before.layer) ? before : null;
    const lattice = after !== null && after.fixed && !after.read;
    const path = base.same ? "same" : lattice ? "lattice" : after ? "shared" : "separate";
    return { ...base, role: "map", layer, ordinal: this.ordinals.map++, path, rate: after?.rate ?? null };
  }
}

/** Decides the path of each layer: the one place where that is decided. */
export function planOf(spec: ExploreSpec): Plan {
  const { nodes } = walk(spec);
  const fixedInput = isFixed(spec.input.distribution);
  const planner = new Planner(nodes, fixedInput);
  for (const node of nodes) planner.add(node);
  const { steps } = planner;
  const measurements = steps.flatMap((step, at) => step.measurements.map((measured) => ({ ...measured, step: at })));
  const widest = Math.max(spec.input.units, ...steps.map(({ units }) => units));
  let last = -1;
  const outputs = steps.map((step) => (last += step.measurements.length));
  return { spec, steps, measurements, outputs, fixedInput, widest };
}
