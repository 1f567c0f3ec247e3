import { formatShort } from "../../figure/index";
import type { SourceLayer, SourceModel } from "../../formats/index";

/** Rates that are listed one by one; of more, the middle is left out. */
const MOST_RATES = 6;

/** The layers of a model in which dropout happens. */
export const sitesOf = ({ layers }: SourceModel): readonly SourceLayer[] => layers.filter(({ p }) => p !== undefined);

/** A probability to drop as people write it; "?" where the source does not say it. */
export const rateText = (p: number | null | undefined): string => (typeof p === "number" ? formatShort(p) : "?");

function ratesText(sites: readonly SourceLayer[]): string {
  const rates = sites.map(({ p }) => rateText(p));
  if (rates.length <= MOST_RATES) return rates.join(", ");
  if (rates.every((rate) => rate === rates[0])) return `${rates[0] ?? ""} each`;
  return [...rates.slice(0, MOST_RATES - 2), "…", ...rates.slice(-1)].join(", ");
}

/** The dropouts of a model in a line: `3 sites, p = 0.5, 0.5, 0.1`; undefined where it has none. */
export function sitesText(model: SourceModel): string | undefined {
  const sites = sitesOf(model);
  if (sites.length === 0) return undefined;
  return `${sites.length} ${sites.length === 1 ? "site" : "sites"}, p = ${ratesText(sites)}`;
}
