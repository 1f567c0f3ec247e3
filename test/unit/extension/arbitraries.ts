import * as fc from "fast-check";
import { parseSpec, type ExploreSpec } from "../../../src/formats/index";

const float = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 64);
const spread = fc.integer({ min: 0, max: 1000 }).map((n) => n / 64);
const rate = fc.integer({ min: 0, max: 100 }).map((n) => n / 100);

/** Records with keys that may be left out. */
const partly = (fixed: object, maybe: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> =>
  fc.record(maybe, { requiredKeys: [] }).map((rest) => ({ ...fixed, ...rest }));

const distribution = (length: number): fc.Arbitrary<object> =>
  fc.oneof(
    float.map((value) => ({ kind: "constant", value })),
    fc.tuple(float, spread).map(([mean, std]) => ({ kind: "normal", mean, std })),
    fc.tuple(float, spread).map(([low, width]) => ({ kind: "uniform", low, high: low + width })),
    fc.array(float, { minLength: length, maxLength: length }).map((values) => ({ kind: "values", values })),
  );
const initializer = (length: number): fc.Arbitrary<object> =>
  fc.oneof(distribution(length), partly({ kind: "kaiming_normal" }, { gain: spread }));

const linear = (inputs: number): fc.Arbitrary<object> =>
  fc
    .integer({ min: 1, max: 4 })
    .chain((units) =>
      partly(
        { kind: "linear", units },
        { inputs: fc.constant(inputs), weight: initializer(inputs * units), bias: distribution(units) },
      ),
    );
const other: fc.Arbitrary<object> = fc.oneof(
  rate.map((p) => ({ kind: "dropout", p })),
  fc.constantFrom({ kind: "relu" }, { kind: "tanh" }),
  partly({ kind: "leaky_relu" }, { negative_slope: spread }),
  partly({ kind: "gelu" }, { approximate: fc.constantFrom("none", "tanh") }),
);

function layers(count: number, width: number): fc.Arbitrary<object[]> {
  if (count === 0) return fc.constant([]);
  return fc.oneof(linear(width), other).chain((layer) => {
    const next = "units" in layer ? (layer.units as number) : width;
    return layers(count - 1, next).map((rest) => [layer, ...rest]);
  });
}

/** Specs as a person writes them: what may be left out sometimes is. */
export const writtenSpec: fc.Arbitrary<object> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }))
  .chain(([units, count]) =>
    fc.record({ distribution: distribution(units), layers: layers(count, units) }).chain((drawn) =>
      partly(
        { version: 1, input: { units, distribution: drawn.distribution }, layers: drawn.layers },
        {
          $schema: fc.constant("https://example.org/schema.json"),
          trials: fc.integer({ min: 1, max: 100 }),
          seed: fc.nat(9),
          parameterSeed: fc.nat(9),
        },
      ),
    ),
  );

/** Specs as they are after reading. */
export const spec: fc.Arbitrary<ExploreSpec> = writtenSpec.map((written) => parseSpec(written));

const gap = fc.constantFrom("", " ", "\n", "\n  ", "/* a, b */", " // c }\n", "\n  // d\n", "\r\n\t");

/** `value` as JSON text with white space, comments and trailing commas in every place where they may stand. */
export const jsonText = (value: unknown): fc.Arbitrary<string> =>
  fc.infiniteStream(gap).map((gaps) => {
    const next = (): string => gaps.next().value as string;
    const list = (open: string, items: string[], close: string): string => {
      const trailing = items.length > 0 && next().length > 3 ? "," : "";
      return open + items.map((item) => next() + item + next()).join(",") + trailing + next() + close;
    };
    const write = (part: unknown): string => {
      if (Array.isArray(part)) return list("[", part.map(write), "]");
      // A part that was taken out is undefined, which JSON writes as null in a list.
      if (typeof part !== "object" || part === null) return JSON.stringify(part ?? null);
      const members = Object.entries(part).map(
        ([key, item]) => `${JSON.stringify(key)}${next()}:${next()}${write(item)}`,
      );
      return list("{", members, "}");
    };
    return next() + write(value) + next();
  });
