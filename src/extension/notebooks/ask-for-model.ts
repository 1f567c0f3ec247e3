import { chooseOrType } from "../ui/window";

/**
 * Asks which variable holds the model: one of `names`, or whatever the person types.
 *
 * @returns undefined where the person thinks better of it.
 */
export function askForModel(names: readonly string[]): Promise<string | undefined> {
  const choices = names.map((name) => ({ label: name, value: name, description: "in this notebook" }));
  return chooseOrType(
    "Add Dropout Probe: Which variable holds your model?",
    names.length > 0 ? "Select a variable or type its name" : "Type the variable's name, such as model",
    choices,
  );
}
