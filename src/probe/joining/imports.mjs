// The imports of all modules as one block.
import { FUTURE } from "./modules.mjs";

const isTorch = (module) => module === "torch" || module.startsWith("torch.");
const kindOf = (name) => (/^[A-Z][A-Z\d_]+$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2);
/** Constants, then classes, then the rest, as ruff sorts names. */
const byKind = (a, b) => kindOf(a) - kindOf(b) || (a < b ? -1 : 1);

function fromImport(module, names, width) {
  const sorted = [...names].sort(byKind);
  const line = `from ${module} import ${sorted.join(", ")}`;
  return line.length <= width ? line : `from ${module} import (\n${sorted.map((name) => `    ${name},\n`).join("")})`;
}

/** What modules import from elsewhere, each once, as ruff sorts it: Python's own modules, then torch. */
export function importBlock(modules, width) {
  const plain = new Set();
  const from = new Map();
  for (const { module, names, own } of modules.flatMap(({ imports }) => imports)) {
    if (own) continue;
    if (module) from.set(module, new Set([...(from.get(module) ?? []), ...names]));
    else names.forEach((name) => plain.add(name));
  }
  const group = (torch) => [
    ...[...plain]
      .filter((name) => isTorch(name) === torch)
      .sort()
      .map((name) => `import ${name}`),
    ...[...from]
      .filter(([module]) => isTorch(module) === torch)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([module, names]) => fromImport(module, names, width)),
  ];
  return [[FUTURE], group(false), group(true)]
    .map((lines) => lines.join("\n"))
    .filter(Boolean)
    .join("\n\n");
}
