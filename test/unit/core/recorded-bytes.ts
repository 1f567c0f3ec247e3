import type { ExploreReport } from "../../../src/formats/index";

/**
 * The first digits of the SHA-256 of each preset's report, as JSON. A change here is a change of what a seed means on every
 * host: the generator, float32 rounding or the order of accumulation.
 */
export const RECORDED_BYTES: Readonly<Record<string, string>> = {
  article: "910a93e9b07d",
  mlp: "5173e4424a8c",
  "deep-relu": "02689ac237f7",
  output: "406de197afe9",
};

/** The same digits of a text, with what Node, browsers and their workers all have. */
export async function digestOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash, 0, 6), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A report without what was added to reports since its bytes were recorded: the scale, and the noise. */
export function asRecorded(report: ExploreReport): string {
  const added = new Set(["scale", "rootMeanSquare"]);
  return JSON.stringify(report, (key, value: unknown) => {
    if (key !== "differenceFromEval" && !isLayer(value)) return value;
    return Object.fromEntries(Object.entries(value as object).filter(([own]) => !added.has(own)));
  });
}

const isLayer = (value: unknown): boolean => typeof value === "object" && value !== null && "modes" in value;
