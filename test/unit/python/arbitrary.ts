import fc from "fast-check";
import {
  LIMITS,
  parseSpec,
  type Distribution,
  type ExploreSpec,
  type Initializer,
  type LayerSpec,
} from "../../../src/formats/index";

/** A finite number as a spec may hold it; -0 is written 0. */
const number = fc.oneof(
  fc.double({ min: -LIMITS.float32, max: LIMITS.float32, noNaN: true }).map((x) => x + 0),
  fc.integer({ min: -10, max: 10 }),
);
const positive = number.map(Math.abs);
const units = fc.integer({ min: 1, max: 12 });

const plain = ["relu", "selu", "silu", "tanh", "sigmoid", "identity"] as const;
const activation: fc.Arbitrary<LayerSpec> = fc.oneof(
  fc.constantFrom(...plain).map((kind) => ({ kind })),
  number.map((negative_slope) => ({ kind: "leaky_relu" as const, negative_slope })),
  number.map((alpha) => ({ kind: "elu" as const, alpha })),
  fc.record({ kind: fc.constant("softplus" as const), beta: number, threshold: number }, { noNullPrototype: true }),
  fc.constantFrom("none" as const, "tanh" as const).map((approximate) => ({ kind: "gelu" as const, approximate })),
);
const dropout: fc.Arbitrary<LayerSpec> = fc
  .double({ min: 0, max: 1, noNaN: true })
  .map((p) => ({ kind: "dropout", p: p + 0 }));
const noBias = { kind: "constant", value: 0 } as const;

/** One layer of any kind, with no initializer but that of `bias=False`. */
export const anyLayer: fc.Arbitrary<LayerSpec> = fc.oneof(
  activation,
  dropout,
  fc.record(
    { kind: fc.constant("linear" as const), units, inputs: units, bias: fc.constant(noBias) },
    { requiredKeys: ["kind", "units"], noNullPrototype: true },
  ),
);

const spread: fc.Arbitrary<Distribution> = fc.oneof(
  number.map((value) => ({ kind: "constant" as const, value })),
  fc.record({ kind: fc.constant("normal" as const), mean: number, std: positive }, { noNullPrototype: true }),
  fc.tuple(number, number).map(([a, b]) => ({ kind: "uniform" as const, low: Math.min(a, b), high: Math.max(a, b) })),
  positive.map((std) => ({ kind: "half_normal" as const, std })),
);
const distribution = (length: number): fc.Arbitrary<Distribution> =>
  fc.oneof(
    spread,
    fc.array(number, { minLength: length, maxLength: length }).map((values) => ({ kind: "values" as const, values })),
  );
const kaiming = ["kaiming_uniform", "kaiming_normal"] as const;
const xavier = ["xavier_uniform", "xavier_normal"] as const;
const initializer: fc.Arbitrary<Initializer> = fc.oneof(
  spread,
  fc.record({ kind: fc.constantFrom(...kaiming), gain: fc.oneof(positive, fc.constant(Math.SQRT2)) }),
  fc.record({ kind: fc.constantFrom(...xavier), gain: fc.oneof(positive, fc.constant(1)) }),
);

interface Plan {
  readonly layer: LayerSpec;
  readonly says: boolean;
  readonly hasBias: boolean;
}
interface Shared {
  readonly weight: Initializer | undefined;
  readonly bias: Distribution | undefined;
}

/** The layers of a plan with fan-ins that fit and initializers that all linear layers share. */
function fitted(plans: readonly Plan[], inputs: number, { weight, bias }: Shared): LayerSpec[] {
  let width = inputs;
  return plans.map(({ layer, says, hasBias }) => {
    if (layer.kind !== "linear") return layer;
    const fanIn = width;
    width = layer.units;
    return {
      kind: "linear",
      units: layer.units,
      ...(says && { inputs: fanIn }),
      ...(weight && { weight }),
      ...(hasBias ? bias && { bias } : { bias: noBias }),
    };
  });
}

/** A valid spec that the notation can say: its linear layers share one weight and one bias, or have none. */
export const sayable: fc.Arbitrary<ExploreSpec> = fc
  .record({
    inputs: units,
    plans: fc.array(fc.record({ layer: anyLayer, says: fc.boolean(), hasBias: fc.boolean() }), {
      minLength: 1,
      maxLength: 8,
    }),
    shared: fc.record({
      weight: fc.option(initializer, { nil: undefined }),
      bias: fc.option(spread, { nil: undefined }),
    }),
    trials: fc.integer({ min: 1, max: LIMITS.trials }),
    seed: fc.integer({ min: 0, max: LIMITS.seed }),
    parameterSeed: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: LIMITS.seed })),
  })
  .chain(({ inputs, plans, shared, ...rest }) =>
    distribution(inputs).map((input) =>
      parseSpec({
        version: 1,
        input: { units: inputs, distribution: input },
        layers: fitted(plans, inputs, shared),
        ...rest,
      }),
    ),
  );
