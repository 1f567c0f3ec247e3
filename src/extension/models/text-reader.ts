import type { Edit, ModelReader } from "../../python/index";
import type { TextReader } from "./read-models";

/** The one stretch in which two texts differ, as an edit of the first. */
export function editBetween(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let same = 0;
  while (
    same < most - from &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same++;
  }
  return { from, to: before.length - same, text: after.slice(from, after.length - same) };
}

/** Makes the reader of one document, which parses again only what changed; the parser is loaded by the first. */
export async function createTextReader(): Promise<TextReader> {
  const { ModelReader } = await import("../../python/index");
  let reader: ModelReader | undefined;
  return {
    read: (text) => {
      reader ??= new ModelReader(text);
      if (reader.text !== text) reader.edit(editBetween(reader.text, text));
      return reader.models();
    },
  };
}
