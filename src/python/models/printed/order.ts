import type { PrintedModule } from "./tree";

/** Modules of a parent that run one after the other; `chain` where each takes what the one before it gives. */
export interface Part {
  readonly children: readonly PrintedModule[];
  readonly chain: boolean;
}

/**
 * The order in which PyTorch's own classes run what is in them (torch 2.13, nn/modules/transformer.py), in parts that
 * chains are of. Which function lies between linear1 and dropout is printed only where it is a module.
 */
const ORDERS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  [
    "TransformerEncoderLayer",
    [["self_attn", "dropout1"], ["norm1"], ["linear1", "activation", "dropout", "linear2", "dropout2"], ["norm2"]],
  ],
  [
    "TransformerDecoderLayer",
    [
      ["self_attn", "dropout1"],
      ["norm1"],
      ["multihead_attn", "dropout2"],
      ["norm2"],
      ["linear1", "activation", "dropout", "linear2", "dropout3"],
      ["norm3"],
    ],
  ],
]);

/** The name that is asked for: that of the first of several. */
const nameOf = ({ key, alike }: PrintedModule): string => (alike ? String(alike.first) : key);

/** The parts of a module whose class is known, in the order in which they run; undefined for any other class. */
export function orderOf({ type, children }: PrintedModule): readonly Part[] | undefined {
  const names = new Map(children.map((child) => [nameOf(child), child]));
  const order = ORDERS.get(type);
  if (!order || order.flat().some((name) => name !== "activation" && !names.has(name))) return undefined;
  return order.flatMap((part) => {
    const at = names.has("activation") ? -1 : part.indexOf("activation");
    const pieces = at < 0 ? [part] : [part.slice(0, at), part.slice(at + 1)];
    return pieces.map((piece) => ({ children: piece.map((name) => names.get(name)!), chain: true }));
  });
}
