import type { SyntaxNode } from "@lezer/common";
import type { Run } from "../values/run";
import type { External, Value } from "../values/values";

/** What these names stand for where nothing says it: a cell or a selection has no imports. */
const CONVENTIONS: Readonly<Record<string, string>> = {
  nn: "torch.nn",
  F: "torch.nn.functional",
  torch: "torch",
  keras: "keras",
  tf: "tensorflow",
  layers: "keras.layers",
  models: "keras.models",
  math: "math",
  np: "numpy",
};

const BUILTINS = new Set(
  (
    "range len list tuple dict zip enumerate reversed sorted int float str bool min max sum abs round isinstance " +
    "getattr setattr hasattr print map"
  ).split(" "),
);

/** A name that the file does not explain: a builtin, or what is usually called so. */
export function conventional(run: Run, node: SyntaxNode): Value {
  const name = run.textOf(node);
  const external = (path: string): External => ({ type: "external", path });
  if (BUILTINS.has(name)) return external(`builtins.${name}`);
  const path = Object.hasOwn(CONVENTIONS, name) ? CONVENTIONS[name] : undefined;
  if (path !== undefined) return external(path);
  if (name === "OrderedDict") return external("collections.OrderedDict");
  for (const framework of run.frameworks) {
    const own = framework.pathOf(name);
    if (own !== undefined) return external(own);
  }
  return run.notKnown(node);
}
