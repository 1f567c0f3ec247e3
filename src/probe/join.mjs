// Joins the modules of this package to the one file that ships, media/python/dropout_probe.py: `node src/probe/join.mjs`, or
// by import. With --check it writes nothing, and fails where the file isn't what the modules give.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { importBlock } from "./joining/imports.mjs";
import { ENTRY, parseModules } from "./joining/modules.mjs";
import { ordered } from "./joining/order.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "..", "media", "python", "dropout_probe.py");
const WIDTH = 120;

const asComment = (doc) =>
  doc
    .trim()
    .split("\n")
    .map((line) => `# ${line.trim()}`.trimEnd())
    .join("\n");
const ruled = (title) => `# ${"-".repeat(WIDTH - 3 - title.length)} ${title}`;
const docOf = (room, modules) => modules.get(`${room}/${ENTRY}`)?.doc ?? "";

/** What the joined file holds, a line for each room. */
function contents(rooms, modules) {
  const lines = rooms.map(({ room }) => `#     ${room.padEnd(12)} ${docOf(room, modules)}`.trimEnd());
  const first = "# Joined from src/probe. Each part builds on those before it; the last holds what a program calls:";
  return [first, "#", ...lines].join("\n");
}

/** A room's heading, its name at the end of a line of dashes, then each of its modules under its path and docstring. */
function section({ room, modules }, all) {
  const heading = [ruled(room), ...[docOf(room, all)].filter(Boolean).map(asComment)].join("\n");
  return [heading, ...modules.map(({ path, doc, body }) => `${asComment(`${path}\n${doc}`)}\n\n\n${body}`)];
}

/** Joins modules, given as their text by their path. @throws an Error that names the places where they can't be one file. */
export function joinModules(texts) {
  const modules = parseModules(texts);
  const { doc, body } = modules.get(ENTRY);
  const rooms = ordered(modules);
  const imports = importBlock([...modules.values()], WIDTH);
  const head = [`"""${doc}"""`, imports, body, contents(rooms, modules)].join("\n\n");
  return `${[head, ...rooms.flatMap((room) => section(room, modules))].join("\n\n\n")}\n`;
}

const readText = async (file) => (await readFile(file, "utf8")).replaceAll("\r\n", "\n");

/** The modules of a folder and of those in it: their text by their path. */
async function readModules(folder) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".py")).sort();
  const read = async (name) => [name.split(sep).join("/"), await readText(join(folder, name))];
  return new Map(await Promise.all(names.map(read)));
}

/** Writes the joined file where it isn't what the modules give; with `write: false`, nothing. @returns whether it wasn't. */
export async function joinProbe({ write = true } = {}) {
  const joined = joinModules(await readModules(here));
  const differs = (await readText(target).catch(() => "")) !== joined;
  if (differs && write) await writeFile(target, joined);
  return differs;
}

async function main(check) {
  if (!(await joinProbe({ write: !check })) || !check) return;
  console.error("media/python/dropout_probe.py isn't what src/probe gives: edit src/probe, then run npm run build");
  process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) void main(process.argv.includes("--check"));
