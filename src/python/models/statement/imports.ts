import type { SyntaxNode } from "@lezer/common";
import type { Run } from "../values/run";
import type { Scope } from "../values/values";

/** Names after `import`, each with what it is called here. */
interface Imported {
  name: string;
  as?: string;
}

/** The dotted names between commas, with their aliases. */
function names(run: Run, parts: readonly SyntaxNode[]): Imported[] {
  const all: Imported[] = [];
  let isAlias = false;
  let fresh = true;
  for (const part of parts) {
    const text = run.textOf(part);
    const last = all.at(-1);
    if (part.name === ",") fresh = true;
    else if (part.name === "as") isAlias = true;
    else if (part.name === "." && last) last.name += ".";
    else if (part.name === "VariableName") {
      if (isAlias && last) last.as = text;
      else if (fresh) all.push({ name: text });
      else if (last) last.name += text;
      isAlias = false;
      fresh = false;
    }
  }
  return all;
}

/** `import a.b as c`, `from a import b as c`: the names stand for what they are elsewhere. */
export function importNames(run: Run, node: SyntaxNode, scope: Scope): void {
  const parts = run.childrenOf(node).filter(({ name }) => !["(", ")", "Comment"].includes(name));
  const at = parts.findIndex(({ name }) => name === "import");
  if (parts[0]?.name === "from") {
    const module = parts
      .slice(1, at)
      .map((part) => run.textOf(part))
      .join("");
    for (const { name, as } of names(run, parts.slice(at + 1))) {
      scope.set(as ?? name, { type: "external", path: `${module}.${name}` });
    }
    return;
  }
  for (const { name, as } of names(run, parts.slice(1))) {
    const first = name.split(".")[0]!;
    scope.set(as ?? first, { type: "external", path: as === undefined ? first : name });
  }
}
