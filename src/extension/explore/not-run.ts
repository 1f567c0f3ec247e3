/** Says that a model, or a segment or layer of it, isn't run, and where its dropouts are explained. */
export const notRun = (name: string, reason = "it has no layers"): string =>
  `${name} can't be run: ${reason.replace(/\.$/, "")}. Hover over its dropouts in the code to see what they do.`;
