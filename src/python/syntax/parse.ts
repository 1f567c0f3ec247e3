import type { Tree } from "@lezer/common";
import { Statements, type Reading } from "./statements";

/** The syntax tree of Python source, and from where it wasn't parsed, if it is too much work; every node is where it is in `text`. */
export const parseWithin = (text: string): Reading => new Statements(text).read();

/** The syntax tree of Python source, as much of it as `parseWithin` parses. */
export const parsePython = (text: string): Tree => parseWithin(text).tree;
