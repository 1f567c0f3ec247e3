// The order of modules in one file: each after those that it imports.
import { posix } from "node:path";
import { ENTRY } from "./modules.mjs";

/** The nodes that some lead to, each after all that it needs, else in the order of their names. */
function inOrder(starts, needs) {
  const done = new Set();
  const visit = (node, around) => {
    if (around.includes(node)) throw new Error(`These import one another: ${[...around, node].join(" → ")}`);
    if (done.has(node)) return;
    for (const need of [...needs(node)].sort()) visit(need, [...around, node]);
    done.add(node);
  };
  for (const start of starts) visit(start, []);
  return [...done];
}

/** A module's folder; of a module outside of all folders, itself. */
const roomOf = (path) => path.split("/")[0];

/** The modules room by room: each room, and each module in it, after those that it imports. */
export function ordered(modules) {
  const needs = (path) => modules.get(path).imports.flatMap(({ own, module }) => (own ? [module] : []));
  const reached = inOrder([ENTRY], needs).filter((path) => path !== ENTRY);
  const unused = [...modules.keys()].find((path) => posix.basename(path) !== ENTRY && !reached.includes(path));
  if (unused) throw new Error(`${unused}: no module imports this one`);
  const members = (room) => reached.filter((path) => roomOf(path) === room);
  const roomNeeds = (room) =>
    new Set(
      members(room)
        .flatMap(needs)
        .map(roomOf)
        .filter((other) => other !== room),
    );
  const rooms = inOrder([...new Set(reached.map(roomOf))].sort(), roomNeeds);
  return rooms.map((room) => ({ room, modules: members(room).map((path) => modules.get(path)) }));
}
