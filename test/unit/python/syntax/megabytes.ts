import { parseWithin } from "../../../../src/python/syntax/parse";
import { WHOLE } from "./texts";

/** Parses a megabyte each of what takes the most memory: for a process that has little. */
const texts = ["a list", "a dictionary", "comments", "statements in one line", "functions"];
const whole = texts.filter((what) => parseWithin(WHOLE[what]!(1e6)).cut === undefined);
process.stdout.write(`${whole.length} of ${texts.length}`);
