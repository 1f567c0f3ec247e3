import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as ts from "typescript";

/** Which files of a folder each of its files imports, types included, by their paths in it. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** What a text of TypeScript imports and exports again, as it is written. */
export function specifiersIn(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** The imports among files that are given by their texts; what leads elsewhere is left out. */
export function importsAmong(files: ReadonlyMap<string, string>): Imports {
  const resolved = (from: string, specifier: string): string[] => {
    if (!specifier.startsWith(".")) return [];
    const target = join(dirname(from), specifier);
    return [`${target}.ts`, join(target, "index.ts")].filter((name) => files.has(name)).slice(0, 1);
  };
  return new Map([...files].map(([name, text]) => [name, specifiersIn(text).flatMap((one) => resolved(name, one))]));
}

/** The imports among all files of TypeScript in a folder. */
export function importsIn(folder: string): Imports {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  return importsAmong(new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")])));
}

/** Finds groups of files each of which reaches every other one by imports, as Tarjan does. */
class Circles {
  readonly found: string[][] = [];
  private readonly indices = new Map<string, number>();
  private readonly lowest = new Map<string, number>();
  private readonly open: string[] = [];

  constructor(private readonly imports: Imports) {
    for (const file of imports.keys()) if (!this.indices.has(file)) this.visit(file);
  }

  private visit(file: string): number {
    const index = this.indices.size;
    this.indices.set(file, index);
    this.open.push(file);
    let lowest = index;
    for (const other of this.imports.get(file) ?? []) {
      const seen = this.indices.get(other);
      if (seen === undefined) lowest = Math.min(lowest, this.visit(other));
      else if (this.open.includes(other)) lowest = Math.min(lowest, seen);
    }
    this.lowest.set(file, lowest);
    if (lowest === index) this.close(file);
    return lowest;
  }

  private close(file: string): void {
    const group = this.open.splice(this.open.indexOf(file));
    if (group.length > 1 || this.imports.get(file)?.includes(file)) this.found.push(group.sort());
  }
}

/** The circles of imports: groups of files each of which reaches every other one. */
export const circlesIn = (imports: Imports): readonly (readonly string[])[] => new Circles(imports).found;
