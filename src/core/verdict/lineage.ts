import { INPUT, walk, type LayerNode, type ReportSpec } from "../../formats/index";

type Lineages = ReadonlyMap<string, readonly LayerNode[]>;

const known = new WeakMap<ReportSpec, Lineages>();

/** The nodes of several lineages, each once, in the order in which they run. */
function united(lineages: readonly (readonly LayerNode[])[], nodes: readonly LayerNode[]): readonly LayerNode[] {
  const [only = [], ...others] = lineages;
  if (others.length === 0) return only;
  const all = new Set(lineages.flat());
  return nodes.filter((node) => all.has(node));
}

function lineagesOf(spec: ReportSpec): Lineages {
  const { nodes } = walk(spec);
  const lineages = new Map<string, readonly LayerNode[]>([[INPUT, []]]);
  for (const node of nodes) {
    const before = united(
      node.parents.map((parent) => lineages.get(parent) ?? []),
      nodes,
    );
    lineages.set(node.name, [...before, node]);
  }
  return lineages;
}

/** The layers through which the values of a layer come, itself included, in the order in which they run. */
export function lineageOf(spec: ReportSpec, name: string): readonly LayerNode[] {
  let lineages = known.get(spec);
  if (lineages === undefined) {
    lineages = lineagesOf(spec);
    known.set(spec, lineages);
  }
  return lineages.get(name) ?? [];
}
