import { grouped, type FrameworkName } from "../../formats/index";

/** What an input is where nothing says it. */
export const STANDARD_NORMAL = { kind: "normal", mean: 0, std: 1 } as const;
/** The sentence of that. */
export const NORMAL_INPUT = "Every input unit is normal with mean 0 and standard deviation 1";

/** Why an input has as many units as it has. */
export const inputUnits = (units: number, why: string): string =>
  `The input has ${grouped(units)} unit${units === 1 ? "" : "s"}, ${why}.`;

/** What the parameters of a framework's linear layers are where nothing says it: in words, and as a spec, if that isn't its default. */
interface Standard {
  readonly weights: string;
  readonly biases: string;
  readonly spec: { readonly weight?: object; readonly bias?: object };
}

const TORCH = "PyTorch's default, uniform between ±1/√fan-in";

/** The parameters that each framework gives its linear layers. */
export const STANDARD_PARAMETERS: Readonly<Record<FrameworkName, Standard>> = {
  pytorch: { weights: TORCH, biases: TORCH, spec: {} },
  keras: {
    weights: "Keras's default, Glorot's uniform distribution",
    biases: "Keras's default, 0",
    spec: { weight: { kind: "xavier_uniform" }, bias: { kind: "constant", value: 0 } },
  },
};

/** What the parameters of some linear layers are that neither a setting nor the layer says, a sentence for each. */
export function standardParameters(
  which: { readonly weights: boolean; readonly biases: boolean },
  framework: FrameworkName = "pytorch",
): string[] {
  const { weights, biases } = STANDARD_PARAMETERS[framework];
  return [...(which.weights ? [`Weights are ${weights}.`] : []), ...(which.biases ? [`Biases are ${biases}.`] : [])];
}
