import type { SourceModel } from "../formats/index";

/** Hexadecimal digits of a hash. */
const DIGITS = 8;

/** FNV-1a of what JSON makes of a value: 32 bits. */
function fnv(value: unknown): string {
  const text = JSON.stringify(value);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(DIGITS, "0");
}

/**
 * A fingerprint of what a model says, its places in the text aside: 64 bits, hexadecimal. The first half is of which
 * layers it has, the second of what it says of them.
 */
export function digestOf({ name, framework, chain, stretches, input, layers }: SourceModel): string {
  const which = layers.map((layer) => [layer.name, layer.kind]);
  const said = layers.map(({ parameters, p, active }) => [parameters, p, active]);
  return fnv([name, framework, which]) + fnv([chain, stretches, input?.units, said]);
}

/** The half of a fingerprint that stays while a model has the same layers in the same order. */
export const whichLayers = (digest: string): string => digest.slice(0, DIGITS);
