import assert from "node:assert/strict";
import { definitionOf, LAYER_KINDS, LIMITS, versionFor } from "../../../src/formats/index";
import { specJsonSchema } from "../../../src/formats/json-schema";
import { NEWEST_VERSION } from "../../../src/formats/version";

/** The part of JSON schema that our schema uses. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly description?: string;
}
const KNOWN = new Set(
  "type const enum properties required additionalProperties items minItems maxItems minimum maximum anyOf oneOf description default title allowComments allowTrailingCommas $schema".split(
    " ",
  ),
);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What JSON schema says of a value; enough of draft 7 for our schema, and no keyword passes unread. */
function accepts(schema: Schema, value: unknown): boolean {
  for (const key of Object.keys(schema)) assert.ok(KNOWN.has(key), `the keyword ${key} is read`);
  const { type, properties = {}, required = [], items, anyOf, oneOf } = schema;
  if (anyOf ?? oneOf) return [...(anyOf ?? []), ...(oneOf ?? [])].some((option) => accepts(option, value));
  if ("const" in schema && schema.const !== value) return false;
  if (schema.enum && !schema.enum.includes(value)) return false;
  if (type === "object") {
    if (!isObject(value) || required.some((key) => !(key in value))) return false;
    if (schema.additionalProperties === false && Object.keys(value).some((key) => !(key in properties))) return false;
    return Object.entries(properties).every(([key, own]) => !(key in value) || accepts(own, value[key]));
  }
  if (type === "array") {
    if (!Array.isArray(value)) return false;
    if (value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Infinity)) return false;
    return items === undefined || value.every((item) => accepts(items, item));
  }
  if (type === "number" || type === "integer") {
    if (typeof value !== "number" || (type === "integer" && !Number.isInteger(value))) return false;
    return value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity);
  }
  return type !== "string" || typeof value === "string";
}

const schema = specJsonSchema() as Schema;
const article = {
  version: 1,
  input: { units: 100, distribution: { kind: "constant", value: 1 } },
  layers: [
    { kind: "dropout", p: 0.4 },
    { kind: "linear", units: 1, inputs: 100, weight: { kind: "kaiming_normal" }, bias: { kind: "constant", value: 0 } },
  ],
};

describe("the JSON schema of spec files", () => {
  it("accepts the article, with and without what may be left out", () => {
    assert.ok(accepts(schema, article));
    assert.ok(accepts(schema, { ...article, $schema: "x", trials: 5, seed: 1, parameterSeed: 2 }));
  });

  it("accepts every kind of layer", () => {
    for (const kind of LAYER_KINDS) {
      const layers = [definitionOf(kind).create(1)];
      assert.ok(accepts(schema, { ...article, version: versionFor(layers), layers }), kind);
    }
  });

  const refused: [string, unknown][] = [
    ["an unknown key", { ...article, trails: 1 }],
    ["a newer version", { ...article, version: NEWEST_VERSION + 1 }],
    ["no layers", { ...article, layers: [] }],
    ["too many layers", { ...article, layers: new Array(LIMITS.layers + 1).fill({ kind: "relu" }) }],
    ["an unknown layer", { ...article, layers: [{ kind: "dorpout", p: 0.4 }] }],
    ["an unknown argument", { ...article, layers: [{ kind: "dropout", p: 0.4, inplace: true }] }],
    ["p above 1", { ...article, layers: [{ kind: "dropout", p: 1.1 }] }],
    ["p in quotes", { ...article, layers: [{ kind: "dropout", p: "0.4" }] }],
    ["half a unit", { ...article, input: { ...article.input, units: 1.5 } }],
    ["too many units", { ...article, input: { ...article.input, units: 1e9 } }],
    ["no trials", { ...article, trials: 0 }],
    ["1e12 trials", { ...article, trials: 1e12 }],
    ["a negative std", { ...article, input: { units: 1, distribution: { kind: "normal", mean: 0, std: -1 } } }],
    ["a missing p", { ...article, layers: [{ kind: "dropout" }] }],
    ["a kaiming bias", { ...article, layers: [{ kind: "linear", units: 1, bias: { kind: "kaiming_normal" } }] }],
  ];
  for (const [what, value] of refused) it(`refuses ${what}`, () => assert.ok(!accepts(schema, value)));

  it("explains every key to a person who hovers over it", () => {
    const undescribed: string[] = [];
    const visit = (node: Schema, path: string): void => {
      for (const [key, own] of Object.entries(node.properties ?? {})) {
        const options = own.anyOf ?? own.oneOf;
        if (
          key !== "kind" &&
          key !== "$schema" &&
          !own.description &&
          !options?.every(({ description }) => description)
        ) {
          undescribed.push(`${path}.${key}`);
        }
        visit(own, `${path}.${key}`);
      }
      for (const option of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) visit(option, path);
      if (node.items) visit(node.items, `${path}[]`);
    };
    visit(schema, "");
    assert.deepEqual(undescribed, []);
  });
});
