import { checkSpec, DISTRIBUTION_KINDS, KINDS, type Distribution } from "../../formats/index";
import { NotationError } from "./errors";
import { NUMBERS, Words } from "./setting-words";

/**
 * Reads a distribution as settings write it: `normal 0 1`, `constant 1`, `uniform -1 1`, `half_normal 1`, `values 1 2 3`.
 *
 * @throws {NotationError} at the word that cannot be read, and where the numbers are none of such a distribution.
 */
export function parseDistribution(text: string): Distribution {
  const words = new Words({ text }, { from: 0, to: text.length });
  const distribution = words.initializer(DISTRIBUTION_KINDS) as Distribution;
  words.finish();
  const units = distribution.kind === "values" ? distribution.values.length : 1;
  const checked = checkSpec({ version: 1, input: { units, distribution }, layers: [{ kind: KINDS.identity.kind }] });
  if ("issues" in checked) throw new NotationError(checked.issues[0].message, 0);
  return distribution;
}

/** A distribution as `parseDistribution` reads it. */
export function distributionText(distribution: Distribution): string {
  const { kind } = distribution;
  if (kind === "values") return [kind, ...distribution.values].join(" ");
  const numbers: Readonly<Record<string, unknown>> = { ...distribution };
  return [kind, ...NUMBERS[kind].map((key) => numbers[key])].join(" ");
}
