import * as vscode from "vscode";
import { chooseOrType } from "../ui/window";

/**
 * Asks which variable holds the model: one of `names`, or whatever the person types.
 *
 * @returns undefined where the person thinks better of it.
 */
export function askForModel(names: readonly string[]): Promise<string | undefined> {
  const choices = names.map((name) => ({ label: name, value: name, description: vscode.l10n.t("in this notebook") }));
  return chooseOrType(
    vscode.l10n.t("Add Dropout Probe: which variable holds your model?"),
    names.length > 0
      ? vscode.l10n.t("Choose a variable, or type its name")
      : vscode.l10n.t("Type the name of the variable, such as model"),
    choices,
  );
}
