/**
 * Proves for every regular expression of the source that its time is linear in the length of the text, whatever that is.
 *
 *     npm run check:regexes
 *
 * Part of `npm run check`. What was proven once is kept in node_modules/.cache.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "recheck/package.json";
import { ROOT } from "../host/rig/project";
import { expressionsIn, expressionsInPython } from "./expressions";
import { Proven } from "./prove";

/** The folders of the source, and the names of the files in them that are read. */
const SOURCES = [
  ["src", /\.m?[jt]s$/],
  ["media/python", /\.py$/],
] as const;

const names = SOURCES.flatMap(([folder, name]) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => name.test(file))
    .map((file) => join(folder, file)),
);
const proven = new Proven(join(ROOT, "node_modules", ".cache", "dropout-explorer", `regexes-${version}.json`));

/** What is wrong in a file, each with its place. */
function wrongIn(name: string): { readonly wrong: readonly string[]; readonly count: number } {
  const text = readFileSync(join(ROOT, name), "utf8");
  const { expressions, unknown } = name.endsWith(".py") ? expressionsInPython(text) : expressionsIn(name, text);
  const slow = expressions.flatMap(({ source, flags, line, text: written }) => {
    const verdict = proven.of(source, flags);
    return verdict === null ? [] : [`${name}:${line} ${written}\n    ${verdict}`];
  });
  const unseen = unknown.map(
    ({ line, text: written }) => `${name}:${line} ${written}\n    is made from what isn't known`,
  );
  return { wrong: [...slow, ...unseen], count: expressions.length };
}

const results = names.map(wrongIn);
proven.save();
const wrong = results.flatMap((result) => result.wrong);
for (const line of wrong) console.error(line);
const count = results.reduce((sum, result) => sum + result.count, 0);
console.log(`${count} regular expressions, ${wrong.length} of them not linear`);
if (wrong.length > 0) process.exitCode = 1;
