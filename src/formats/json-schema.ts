import { toJsonSchema } from "@valibot/to-json-schema";
import { ExploreSpec } from "./spec";

/**
 * The JSON schema of `*.dropout.json`, from the definition that validates at run time. What a JSON schema cannot say
 * (fan-ins, lengths, order of bounds) the editor underlines from `checkSpec`.
 */
export function specJsonSchema(): object {
  return {
    ...toJsonSchema(ExploreSpec, { typeMode: "input" }),
    title: "Dropout Explorer experiment",
    allowComments: true,
    allowTrailingCommas: true,
  };
}
