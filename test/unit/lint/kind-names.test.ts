import assert from "node:assert/strict";
import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import { kindNames } from "../../lint/kind-names.mjs";

/** The names that the rule finds in a source. */
function found(code: string, options: { keys?: boolean } = {}): string[] {
  const messages = new Linter().verify(code, {
    languageOptions: { parser: tseslint.parser },
    plugins: { house: { rules: { "kind-names": kindNames } } },
    rules: { "house/kind-names": ["error", options] },
  });
  return messages.map(({ message }) => /"(\w+)"/.exec(message)?.[1] ?? message);
}

describe("The linter's rule about names of layer kinds", () => {
  const refused: [string, string][] = [
    ["a comparison", 'const a = layer.kind === "dropout";'],
    ["a comparison from the right", 'const a = "dropout" !== kind;'],
    ["a comparison of what may be missing", 'const a = layer?.kind === "dropout";'],
    ["a case", 'switch (layer.kind) { case "dropout": f(); }'],
    ["a list", 'const a = ["dropout", "conv9d"].includes(kind);'],
    ["a search in a list", 'const a = kinds.includes("dropout");'],
    ["a key of a table", "const names = { dropout: 1 };"],
    ["a key in quotes", 'const names = { "dropout": 1 };'],
    ["a spec", 'const spec = { kind: "dropout", p: 0.4 };'],
    ["a type", 'interface Spec { readonly kind: "dropout" }'],
  ];
  for (const [what, code] of refused) it(`refuses ${what}`, () => assert.deepEqual(found(code), ["dropout"]));

  const allowed: [string, string][] = [
    ["a comparison of something else", 'const a = layer.role === "dropout" || name === "dropout";'],
    ["a text", 'const a = f("dropout");'],
    ["a kind that is not run", 'const a = layer.kind === "flatten";'],
    ["a property that is read", "const a = kinds.dropout.kind;"],
  ];
  for (const [what, code] of allowed) it(`allows ${what}`, () => assert.deepEqual(found(code), []));

  it("leaves the tables of a framework's names to the readers, and no comparison", () => {
    const code = 'const table = { dropout: { kind: "dropout" } }; const a = layer.kind === "dropout";';
    assert.deepEqual(found(code, { keys: false }), ["dropout"]);
  });
});
