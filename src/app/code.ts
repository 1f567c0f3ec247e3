import type { CodeLayer, CodeLine, CodeOrigin, CodeStatus } from "../formats/index";

/** The code that an experiment was read from, as the host last described it. */
export interface CodeView {
  readonly status: CodeStatus;
  readonly file: string;
  /** The parts of the model that can be run, by their names. */
  readonly parts: readonly string[];
  readonly lines: readonly CodeLine[];
}

/** Whether two experiments were read from different models, or one of them from none. */
export const isOther = (a: CodeOrigin | undefined, b: CodeOrigin | undefined): boolean =>
  a?.uri !== b?.uri || a?.model !== b?.model || a?.occurrence !== b?.occurrence;

/** What it means that the code is not what an experiment was read from; "" while it is, or nobody has said. */
export function movedOnText(code: CodeOrigin | undefined, view: CodeView | null): string {
  if (!code || !view) return "";
  switch (view.status) {
    case "current":
      return "";
    case "changed":
      return `The code of ${code.model} has changed since it was read.`;
    case "missing":
      return `${code.model} is no longer in ${view.file}. This shows it as it was read.`;
  }
}

/** An experiment's origin after a change of its list of layers; undefined stays so. */
type Relist = (code: CodeOrigin | undefined) => CodeOrigin | undefined;

const relisted =
  (change: (layers: CodeOrigin["layers"]) => CodeOrigin["layers"]): Relist =>
  (code) =>
    code && { ...code, layers: change(code.layers) };

/** A layer was added at the end, which the code has not. */
export const added: Relist = relisted((layers) => [...layers, null]);

/** The layer at `index` was removed. */
export const removed = (index: number): Relist => relisted((layers) => layers.filter((_, other) => other !== index));

/** The layer at `index` became another, which the code has not. */
export const replaced = (index: number): Relist =>
  relisted((layers) => layers.map((layer, other) => (other === index ? null : layer)));

/** The layer at `from` was moved to `to`. */
export const moved = (from: number, to: number): Relist =>
  relisted((layers) => {
    const rest = layers.filter((_, index) => index !== from);
    return [...rest.slice(0, to), layers[from] ?? null, ...rest.slice(to)];
  });

/** Which layer is which in the code is no longer known; a refresh finds out. */
export const untied: Relist = relisted((layers) => layers.map(() => null));

/**
 * An experiment's origin once p was written into the code. Meanwhile its layers may have been moved, or another model be
 * shown, of which the news is none.
 */
export function written(code: CodeOrigin | undefined, now: CodeOrigin): CodeOrigin | undefined {
  if (!code || code.uri !== now.uri || code.model !== now.model || code.part !== now.part) return code;
  const known = (layer: CodeLayer): CodeLayer => now.layers.find((other) => other?.index === layer.index) ?? layer;
  return { ...now, layers: code.layers.map((layer) => layer && known(layer)) };
}
