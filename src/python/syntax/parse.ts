import type { Tree } from "@lezer/common";
import { parser } from "@lezer/python";

/** A number that ends in its point, "0." or "1.e-3": the parser takes what follows the point for a name. */
const ENDS_IN_POINT = /(?<![\p{L}\p{N}_.])(\d[\d_]*)\.(?![\d_.])/gu;

/** The syntax tree of Python source; every node stands where it does in `text`. */
export const parsePython = (text: string): Tree =>
  parser.parse(text.replace(ENDS_IN_POINT, (_, digits: string) => `${digits}_`));
