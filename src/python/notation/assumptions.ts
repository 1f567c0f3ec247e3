import { grouped } from "../../formats/index";

/** What an input is where nothing says it. */
export const STANDARD_NORMAL = { kind: "normal", mean: 0, std: 1 } as const;
/** The sentence of that. */
export const NORMAL_INPUT = "Every input unit is normal with mean 0 and standard deviation 1";

/** Why an input has as many units as it has. */
export const inputUnits = (units: number, why: string): string =>
  `The input has ${grouped(units)} unit${units === 1 ? "" : "s"}, ${why}.`;

const PYTORCH = "PyTorch's default, uniform between ±1/√fan-in";

/** What the parameters of some linear layers are that neither a setting nor the layer says, a sentence for each. */
export function standardParameters(
  which: { readonly weights: boolean; readonly biases: boolean },
  keras = false,
): string[] {
  return [
    ...(which.weights ? [`Weights are ${keras ? "Keras's default, Glorot's uniform distribution" : PYTORCH}.`] : []),
    ...(which.biases ? [`Biases are ${keras ? "Keras's default, 0" : PYTORCH}.`] : []),
  ];
}
