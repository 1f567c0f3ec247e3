// Writes dist/core.d.mts and dist/python.d.mts: what those modules are to a program in TypeScript. The types of formats are
// inferred from schemas; here they are written out, so that a reader needs neither the schema library nor its types.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as prettier from "prettier";
import ts from "typescript";

const here = fileURLToPath(new URL(".", import.meta.url));
const OPTIONS = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2022.d.ts", "lib.webworker.d.ts"],
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
};
const WRITTEN_OUT =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.InTypeAlias |
  ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;
const SIGNATURE = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

const isClass = (symbol) => (symbol.flags & ts.SymbolFlags.Class) !== 0;
/** Whether a property is a class's or interface's own, and no method of every Error. */
const isOwn = ({ name, valueDeclaration, declarations }) =>
  !/^(?:message|stack|cause)$/.test(name) &&
  !(ts.getCombinedModifierFlags(valueDeclaration ?? declarations[0]) & ts.ModifierFlags.Private);

/** One module's exports, each with its declaration. */
class Declarations {
  constructor(checker, source) {
    this.checker = checker;
    const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
    this.exports = symbols.map((symbol) => ({
      name: symbol.name,
      symbol: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
      // A class that is exported as a type alone isn't a value.
      typeOnly: symbol.declarations?.some((one) => ts.isExportSpecifier(one) && ts.isTypeOnlyExportDeclaration(one)),
    }));
    this.types = this.exports
      .filter(({ symbol }) => symbol.flags & (ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Interface))
      .map(({ name, symbol }) => ({ name, text: this.members(checker.getDeclaredTypeOfSymbol(symbol)) }))
      .sort((a, b) => b.text.length - a.text.length);
  }

  /** A type with everything that it is made of. */
  members(type) {
    if (!type.isClassOrInterface()) return this.checker.typeToString(type, undefined, WRITTEN_OUT);
    const properties = type
      .getProperties()
      .filter(isOwn)
      .map((property) => {
        const optional = property.flags & ts.SymbolFlags.Optional ? "?" : "";
        return `readonly ${property.name}${optional}: ${this.text(this.checker.getTypeOfSymbol(property))}`;
      });
    return `{ ${properties.join("; ")} }`;
  }

  text(type) {
    return this.checker.typeToString(type, undefined, SIGNATURE);
  }

  /** A text in which types that have a name are called by it. */
  named(text, own = "") {
    return this.types.reduce(
      (out, { name, text: whole }) => (name === own || whole.length < 24 ? out : out.replaceAll(whole, name)),
      text,
    );
  }

  declaration({ name, symbol, typeOnly }) {
    const { checker } = this;
    const doc = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    const comment = doc === "" ? "" : `/** ${doc.replaceAll("\n", "\n * ")} */\n`;
    const type = checker.getTypeOfSymbol(symbol);
    if (isClass(symbol)) {
      const instance = this.named(this.members(checker.getDeclaredTypeOfSymbol(symbol)));
      const made = type.getConstructSignatures().map((one) => `constructor(${this.parameters(one)})`);
      return typeOnly
        ? `${comment}export interface ${name} extends Error ${instance}`
        : `${comment}export declare class ${name} ${instance.replace("{", `{ ${made.join("; ")}; `)}`;
    }
    if (symbol.flags & (ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Interface)) {
      const own = this.types.find((one) => one.name === name);
      return `${comment}export type ${name} = ${this.named(own.text, name)};`;
    }
    const signatures = type.getCallSignatures();
    return signatures.length === 0
      ? `${comment}export declare const ${name}: ${this.named(this.text(type))};`
      : signatures
          .map(
            (one) =>
              `${comment}export declare function ${name}${this.named(checker.signatureToString(one, undefined, SIGNATURE))};`,
          )
          .join("\n");
  }

  parameters(signature) {
    const text = this.checker.signatureToString(signature, undefined, SIGNATURE);
    return this.named(text.slice(1, text.lastIndexOf("):")));
  }

  toString() {
    return this.exports.map((one) => this.declaration(one)).join("\n\n");
  }
}

/** Writes the declarations of src/api into `folder`. */
export async function writeDeclarations(folder) {
  const files = ["core", "python"];
  const sources = files.map((name) => join(here, `${name}.ts`));
  const program = ts.createProgram([...sources, join(here, "../types/wasm.d.ts")], OPTIONS);
  const checker = program.getTypeChecker();
  for (const [i, name] of files.entries()) {
    const text = String(new Declarations(checker, program.getSourceFile(sources[i])));
    await writeFile(
      join(folder, `${name}.d.mts`),
      await prettier.format(text, { parser: "typescript", printWidth: 120 }),
    );
  }
}
