/** That a model, or a part or layer of it, is not run, and where its dropouts are explained nevertheless. */
export const notRun = (name: string, reason = "it has no layers"): string =>
  `${name} can't be run: ${reason.replace(/\.$/, "")}. Hover over its dropouts in the code to see what they do.`;
