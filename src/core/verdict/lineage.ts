import { INPUT, walk, type LayerNode, type ReportSpec } from "../../formats/index";

/** What several nodes have gathered, each thing once, in the order in which the nodes run. */
function united<T>(gathered: readonly (readonly T[])[], all: ReadonlyMap<string, T>): readonly T[] {
  const [only = [], ...others] = gathered;
  if (others.length === 0) return only;
  const some = new Set(gathered.flat());
  return [...all.values()].filter((one) => some.has(one));
}

/**
 * For each node, what the nodes through which its values come have, itself included, in the order in which they run.
 *
 * @param own What single nodes have, by their names, in that order.
 */
export function gatheredAlong<T>(
  nodes: readonly LayerNode[],
  own: ReadonlyMap<string, T>,
): ReadonlyMap<string, readonly T[]> {
  const gathered = new Map<string, readonly T[]>([[INPUT, []]]);
  for (const { name, parents } of nodes) {
    const before = united(
      parents.map((parent) => gathered.get(parent) ?? []),
      own,
    );
    const mine = own.get(name);
    gathered.set(name, mine === undefined ? before : [...before, mine]);
  }
  return gathered;
}

interface Network {
  readonly nodes: readonly LayerNode[];
  readonly lineages: ReadonlyMap<string, readonly LayerNode[]>;
}
const known = new WeakMap<ReportSpec, Network>();

function networkOf(spec: ReportSpec): Network {
  let network = known.get(spec);
  if (network === undefined) {
    const { nodes } = walk(spec);
    network = { nodes, lineages: gatheredAlong(nodes, new Map(nodes.map((node) => [node.name, node]))) };
    known.set(spec, network);
  }
  return network;
}

/** The layers of a spec, each after those whose values enter it. */
export const nodesOf = (spec: ReportSpec): readonly LayerNode[] => networkOf(spec).nodes;

/** The layers through which the values of a layer come, itself included, in the order in which they run. */
export const lineageOf = (spec: ReportSpec, name: string): readonly LayerNode[] =>
  networkOf(spec).lineages.get(name) ?? [];
