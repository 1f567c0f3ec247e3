/**
 * Refuses, in all text that a person reads, the worst of what reads like a translation.
 *
 *     npm run check:words
 *
 * Part of `npm run check`. Comments and tests are not read by it, only by their reviewers.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../host/rig/project";
import { linesIn, textsIn } from "./texts";
import { ticsIn } from "./tics";

/** Files and folders, and the names of the files in them that are read. */
const SOURCES = [
  ["src", /\.ts$/],
  ["media", /\.md$/],
  ["docs", /\.md$/],
  ["README.md", /^/],
  ["CHANGELOG.md", /^/],
  ["CONTRIBUTING.md", /^/],
  ["package.json", /^/],
  ["package.nls.json", /^/],
] as const;

/** The files of a folder, or the one file; none where it isn't there. */
function filesOf(place: string): readonly string[] {
  if (!existsSync(join(ROOT, place))) return [];
  if (/\.\w+$/.test(place)) return [place];
  return readdirSync(join(ROOT, place), { recursive: true, encoding: "utf8" }).map((file) => `${place}/${file}`);
}

const names = SOURCES.flatMap(([place, name]) => filesOf(place).filter((file) => name.test(file)));

const wrong = names.flatMap((name) => {
  const source = readFileSync(join(ROOT, name), "utf8");
  const texts = name.endsWith(".ts") ? textsIn(name, source) : linesIn(name, source);
  return texts.flatMap(({ line, text }) => ticsIn(text).map((tic) => `${name}:${line} ${tic}\n    ${text.trim()}`));
});
for (const line of wrong) console.error(line);
console.log(`The texts of ${names.length} files, ${wrong.length} tics in them`);
if (wrong.length > 0) process.exitCode = 1;
