import assert from "node:assert/strict";
import fc from "fast-check";
import { checkSpec, DEFAULTS, LIMITS, parseSpec, SpecError } from "../../../src/formats/index";
import { NEWEST_VERSION } from "../../../src/formats/version";

const article = (change: (spec: Record<string, unknown>) => void = () => undefined): unknown => {
  const spec = {
    version: 1,
    input: { units: 100, distribution: { kind: "constant", value: 1 } },
    layers: [
      { kind: "dropout", p: 0.4 },
      { kind: "linear", inputs: 100, units: 1, weight: { kind: "constant", value: 1 } },
    ],
  };
  change(spec);
  return spec;
};
/** The article with the value at a path of keys replaced; undefined takes the key away. */
const withValue = (keys: readonly (string | number)[], value: unknown): unknown =>
  article((spec) => {
    let at: Record<string | number, unknown> = spec;
    for (const key of keys.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
    const last = keys.at(-1)!;
    if (value === undefined) Reflect.deleteProperty(at, last);
    else at[last] = value;
  });

/** What is wrong, where, and words that its message must hold: the place, the remedy or the limit. */
const NEWER = new RegExp(`of version ${NEWEST_VERSION + 1}, .* reads versions? .*: update the extension`);

const BAD: readonly (readonly [what: string, value: unknown, path: string, message: RegExp])[] = [
  ["p above 1", withValue(["layers", 0, "p"], 1.1), "layers[0].p", /number from 0 to 1, but this is 1\.1/],
  ["p below 0", withValue(["layers", 0, "p"], -0.1), "layers[0].p", /number from 0 to 1, but this is -0\.1/],
  ["p NaN", withValue(["layers", 0, "p"], NaN), "layers[0].p", /number from 0 to 1, but this is NaN/],
  ["p in quotes", withValue(["layers", 0, "p"], "0.4"), "layers[0].p", /number from 0 to 1, but this is "0\.4"/],
  ["p null", withValue(["layers", 0, "p"], null), "layers[0].p", /number from 0 to 1, but this is null/],
  ["p missing", withValue(["layers", 0, "p"], undefined), "layers[0].p", /needs "p", which is missing/],
  ["no units", withValue(["layers", 1, "units"], 0), "layers[1].units", /whole number from 1 to 65\u202f536/],
  ["negative units", withValue(["input", "units"], -5), "input.units", /whole number from 1 to 65\u202f536/],
  ["half a unit", withValue(["input", "units"], 1.5), "input.units", /whole number.*but this is 1\.5/],
  ["1e9 units", withValue(["layers", 1, "units"], 1e9), "layers[1].units", /to 65\u202f536, but this is 1000000000/],
  ["no trials", withValue(["trials"], 0), "trials", /whole number from 1 to 1\u202f000\u202f000\u202f000/],
  ["half a trial", withValue(["trials"], 0.5), "trials", /whole number/],
  ["negative trials", withValue(["trials"], -1), "trials", /whole number from 1/],
  ["1e12 trials", withValue(["trials"], 1e12), "trials", /to 1\u202f000\u202f000\u202f000, but this is 1000000000000/],
  ["a negative seed", withValue(["seed"], -1), "seed", /from 0 to 4\u202f294\u202f967\u202f295/],
  ["a seed of 2^32", withValue(["parameterSeed"], 2 ** 32), "parameterSeed", /from 0 to 4\u202f294\u202f967\u202f295/],
  ["an empty network", withValue(["layers"], []), "layers", /at least one .*1\u202f000 layers, but this list is empty/],
  ["layers missing", withValue(["layers"], undefined), "layers", /needs "layers", which is missing/],
  ["layers no list", withValue(["layers"], {}), "layers", /a list of at least one/],
  [
    "1,001 layers",
    withValue(["layers"], new Array(1001).fill({ kind: "relu" })),
    "layers",
    /at most 1\u202f000 layers, but this list has more/,
  ],
  [
    "a fan-in that does not match the input",
    withValue(["layers", 1, "inputs"], 64),
    "layers[1].inputs",
    /expects 64 inputs, but the input gives 100: write 100, or change what comes before/,
  ],
  [
    "a fan-in that does not match, in the first layer",
    withValue(["layers"], [{ kind: "linear", inputs: 64, units: 10 }]),
    "layers[0].inputs",
    /the input gives 100: write 100/,
  ],
  [
    "an unknown layer",
    withValue(["layers", 0, "kind"], "dorpout"),
    "layers[0].kind",
    /no layer of kind "dorpout"; the kinds are "linear", "dropout"/,
  ],
  ["a layer without kind", withValue(["layers", 0, "kind"], undefined), "layers[0].kind", /the kinds are/],
  ["a layer that is a word", withValue(["layers", 0], "relu"), "layers[0]", /A layer is an object with a "kind"/],
  [
    "an unknown argument",
    withValue(["layers", 0, "rate"], 0.4),
    "layers[0].rate",
    /"dropout" has no key "rate"; it has "kind", "p"/,
  ],
  ["an unknown key", withValue(["trails"], 10), "trails", /no key "trails"; it has .*"trials"/],
  ["an unknown key of the input", withValue(["input", "unit"], 10), "input.unit", /The input has no key "unit"/],
  [
    "an unknown distribution",
    withValue(["input", "distribution", "kind"], "gauss"),
    "input.distribution.kind",
    /no distribution of kind "gauss"; the kinds are .*"normal"/,
  ],
  ["a newer version", withValue(["version"], NEWEST_VERSION + 1), "version", NEWER],
  ["no version", withValue(["version"], undefined), "version", /needs "version", which is missing/],
  [
    "version as a word",
    withValue(["version"], "1"),
    "version",
    /The version of a spec is (?:1|a whole number from 1 to)/,
  ],
  [
    "a negative std",
    withValue(["input", "distribution"], { kind: "normal", mean: 0, std: -1 }),
    "input.distribution.std",
    /0 or more.*but this is -1/,
  ],
  [
    "low above high",
    withValue(["input", "distribution"], { kind: "uniform", low: 2, high: 1 }),
    "input.distribution.low",
    /lower end 2 lies above the upper end 1: swap them/,
  ],
  [
    "too few values",
    withValue(["input", "distribution"], { kind: "values", values: [1, 2] }),
    "input.distribution.values",
    /has 2 values, but an input of 100 units takes 100/,
  ],
  [
    "too many weights written",
    withValue(["layers", 1, "weight"], { kind: "values", values: [1] }),
    "layers[1].weight.values",
    /has 1 value, but a weight of \[1\]\[100\] takes 100/,
  ],
  [
    "a value that isn't a number",
    withValue(["layers", 1, "bias"], { kind: "values", values: ["a"] }),
    "layers[1].bias.values[0]",
    /but this is "a"/,
  ],
  [
    "an infinite value",
    withValue(["input", "distribution", "value"], Infinity),
    "input.distribution.value",
    /finite as float32/,
  ],
  [
    "a value beyond float32",
    withValue(["input", "distribution", "value"], 3.5e38),
    "input.distribution.value",
    /finite as float32/,
  ],
  [
    "kaiming for a bias",
    withValue(["layers", 1, "bias"], { kind: "kaiming_uniform" }),
    "layers[1].bias.kind",
    /no distribution of kind "kaiming_uniform"/,
  ],
  [
    "a negative gain",
    withValue(["layers", 1, "weight"], { kind: "xavier_normal", gain: -1 }),
    "layers[1].weight.gain",
    /0 or more/,
  ],
  [
    "too many weights",
    withValue(
      ["layers"],
      [
        { kind: "linear", units: 65_536 },
        { kind: "linear", units: 65_536 },
      ],
    ),
    "layers[1].units",
    /at most 67\u202f108\u202f864 fit: use fewer units/,
  ],
  ["nothing", undefined, "", /A spec is an object with .*, but this is undefined/],
  ["null", null, "", /A spec is an object with .*, but this is null/],
  ["a list", [], "version", /needs "version"/],
  ["a word", "spec", "", /A spec is an object with .*, but this is "spec"/],
];

describe("parseSpec", () => {
  for (const [what, value, path, message] of BAD) {
    it(`refuses ${what}, with its place and a remedy`, () => {
      assert.throws(
        () => parseSpec(value),
        (error) => {
          assert.ok(error instanceof SpecError);
          assert.equal(error.path, path);
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }

  it("fills in what may be left out: 10,000 trials, seed 0, the arguments' defaults", () => {
    const layers = [{ kind: "leaky_relu" }, { kind: "elu" }, { kind: "softplus" }, { kind: "gelu" }];
    const spec = parseSpec(withValue(["layers"], layers));
    assert.deepEqual([spec.trials, spec.seed, spec.parameterSeed], [10_000, 0, 0]);
    assert.deepEqual(DEFAULTS, { trials: 10_000, seed: 0, parameterSeed: 0 });
    assert.deepEqual(spec.layers, [
      { kind: "leaky_relu", negative_slope: 0.01 },
      { kind: "elu", alpha: 1 },
      { kind: "softplus", beta: 1, threshold: 20 },
      { kind: "gelu", approximate: "none" },
    ]);
  });

  it("fills in the gains of Kaiming and Xavier", () => {
    for (const [kind, gain] of [
      ["kaiming_uniform", Math.SQRT2],
      ["kaiming_normal", Math.SQRT2],
      ["xavier_uniform", 1],
      ["xavier_normal", 1],
    ] as const) {
      const { layers } = parseSpec(withValue(["layers", 1, "weight"], { kind }));
      assert.deepEqual(layers[1], { kind: "linear", units: 1, inputs: 100, weight: { kind, gain } });
    }
  });

  it("takes what lies on the limits: p 0 and 1, low = high, std 0, the largest seed and unit", () => {
    for (const [keys, value] of [
      [["layers", 0, "p"], 0],
      [["layers", 0, "p"], 1],
      [["input", "distribution"], { kind: "uniform", low: 1, high: 1 }],
      [["input", "distribution"], { kind: "normal", mean: 0, std: 0 }],
      [["input", "distribution", "value"], LIMITS.float32],
      [["seed"], LIMITS.seed],
      [["trials"], LIMITS.trials],
      [["layers", 1, "units"], LIMITS.units],
      [["$schema"], "https://example.com/schema.json"],
    ] as const) {
      assert.doesNotThrow(() => parseSpec(withValue(keys, value)), keys.join("."));
    }
  });

  it("gives back what it read, unchanged by a second reading", () => {
    const spec = parseSpec(article());
    assert.deepEqual(parseSpec(JSON.parse(JSON.stringify(spec))), spec);
  });

  it("lists every issue, up to 100", () => {
    const checked = checkSpec({ ...(article() as object), seed: -1, trials: 0, layers: [{ kind: "x" }] });
    assert.ok("issues" in checked);
    assert.deepEqual(
      checked.issues.map(({ path }) => path),
      ["layers[0].kind", "trials", "seed"],
    );
    const many = checkSpec({ ...(article() as object), layers: new Array(500).fill({ kind: "x" }) });
    assert.ok("issues" in many && many.issues.length === 100);
  });

  it("returns or throws a SpecError on any JSON", () =>
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.anything()), (value) => {
        try {
          parseSpec(value);
        } catch (error) {
          assert.ok(error instanceof SpecError && error.message.length > 0);
        }
      }),
      { numRuns: 2000 },
    ));

  it("returns or throws a SpecError on any spec with one value replaced", () =>
    fc.assert(
      fc.property(
        fc.constantFrom<(string | number)[]>(
          ["version"],
          ["input"],
          ["input", "units"],
          ["input", "distribution"],
          ["layers"],
          ["layers", 0],
          ["layers", 0, "p"],
          ["layers", 1, "weight"],
          ["layers", 1, "weight", "kind"],
          ["layers", 1, "inputs"],
          ["trials"],
          ["__proto__"],
          ["layers", 0, "constructor"],
        ),
        fc.oneof(fc.jsonValue(), fc.anything(), fc.double(), fc.constantFrom("__proto__", "constructor", "toString")),
        (keys, value) => {
          try {
            parseSpec(withValue(keys, value));
          } catch (error) {
            assert.ok(error instanceof SpecError);
          }
        },
      ),
      { numRuns: 3000 },
    ));

  it("refuses keys of Object.prototype as it refuses any other", () => {
    for (const key of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      const text = JSON.stringify(article()).replace('"version":1', `"version":1,"${key}":1`);
      assert.throws(() => parseSpec(JSON.parse(text)), new RegExp(`no key "${key}"`));
    }
  });

  const hostile: [string, () => unknown][] = [
    [
      "a million values that are words",
      () => withValue(["input", "distribution"], { kind: "values", values: new Array(1e6).fill("x") }),
    ],
    ["a million layers", () => withValue(["layers"], new Array(1e6).fill({ kind: "relu" }))],
    ["a million layers that are none", () => withValue(["layers"], new Array(1e6).fill({ kind: "x", y: 1 }))],
    [
      "a thousand layers of a thousand wrong values each",
      () =>
        withValue(
          ["layers"],
          Array.from({ length: 1000 }, () => ({
            kind: "linear",
            units: 1,
            bias: { kind: "values", values: new Array(1000).fill("x") },
          })),
        ),
    ],
    ["a hundred thousand keys", () => Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`k${i}`, 1]))],
    [
      "lists nested 100,000 deep",
      () => {
        let deep: unknown = [];
        for (let i = 0; i < 100_000; i++) deep = [deep];
        return withValue(["layers"], deep);
      },
    ],
    [
      "objects nested 100,000 deep",
      () => {
        let deep: unknown = {};
        for (let i = 0; i < 100_000; i++) deep = { kind: "linear", weight: deep, layers: [deep] };
        return deep;
      },
    ],
    ["a word of ten million letters", () => withValue(["layers", 0, "kind"], "x".repeat(1e7))],
  ];
  for (const [what, make] of hostile) {
    it(`refuses ${what} in a message of reasonable length`, () => {
      const value = make();
      assert.throws(
        () => parseSpec(value),
        (error) => error instanceof SpecError && error.message.length < 600,
      );
    });
  }
});
