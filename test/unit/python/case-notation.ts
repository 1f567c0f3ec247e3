import type { Reason, SourceLayer, SourceModel, SourceRate } from "../../../src/formats/index";

/** Values as JSON; "?" is what isn't known. */
const valueText = (value: unknown): string => (value === null ? "?" : JSON.stringify(value));

/** "(inputs=4, units=?)"; nothing where there is nothing to say. */
function factsText(facts: object): string {
  const all = Object.entries(facts).map(([key, value]) => `${key}=${valueText(value)}`);
  return all.length === 0 ? "" : `(${all.join(", ")})`;
}

/** Reasons by their codes, as a comment of Python. */
const reasonsText = (reasons: readonly Reason[] = []): string =>
  reasons.length === 0 ? "" : `  # ${reasons.map(({ code, ...facts }) => code + factsText(facts)).join(", ")}`;

/** Writes the layers of a source, with places in it as line and column from 1. */
function layerWriter(source: string) {
  const placeOf = (offset: number): string => {
    const before = source.slice(0, offset).split("\n");
    return `${before.length}:${before.at(-1)!.length + 1}`;
  };

  /** What is written for a rate, where that isn't the number itself, and where the number is. */
  function rateText(p: number | null, rate: SourceRate | undefined): string {
    if (rate === undefined) return p === null ? "" : " by default";
    const { text, origin } = rate;
    const written = text === String(p) ? "" : ` written \`${text}\``;
    return written + (origin ? ` from \`${source.slice(origin.from, origin.to)}\` at ${placeOf(origin.from)}` : "");
  }

  return ({ name, kind, parameters, p, rate, active, reasons }: SourceLayer): string => {
    const drops = p === undefined ? "" : `, p=${valueText(p)}${rateText(p, rate)}, ${active ?? "active=?"}`;
    return `${name}: ${kind}${factsText(parameters)}${drops}${reasonsText(reasons)}`;
  };
}

/** "a to c (input), e": the layers of each stretch. */
function stretchesText({ layers, stretches = [] }: SourceModel): string[] {
  const all = stretches.map(({ from, to, input }) => {
    const [first, last] = [layers[from]!.name, layers[to - 1]!.name];
    return (to - from === 1 ? first : `${first} to ${last}`) + (input === true ? " (input)" : "");
  });
  return all.length === 0 ? [] : [`stretches: ${all.join(", ")}`];
}

/**
 * What is read of a text, as the cases of test/cases hold it. A model is a line and, indented, its input in Keras, its
 * layers in their order, those that it never calls, and, where it isn't a chain, its stretches. A layer is
 *
 *     name: kind(parameters), p=rate written `as in the source` from `its number` at line:column, when  # reasons
 *
 * where `when` is train, always or never. A layer that holds no dropout has no p and no `when`.
 */
export function modelsText(source: string, models: readonly SourceModel[]): string {
  const layerText = layerWriter(source);
  const texts = models.map((model) => {
    const { name, framework, form, chain, reason, input, layers, unused = [] } = model;
    const head = `${name}: ${framework} ${form}, ${chain ? "chain" : "no chain"}${reasonsText(reason && [reason])}`;
    const body = [
      ...(input ? [`input: ${valueText(input.units)}`] : []),
      ...layers.map(layerText),
      ...unused.map((layer) => `unused ${layerText(layer)}`),
      ...stretchesText(model),
    ];
    return [head, ...body.map((line) => `  ${line}`)].join("\n");
  });
  return texts.length === 0 ? "no model" : texts.join("\n");
}
