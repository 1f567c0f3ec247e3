import * as vscode from "vscode";
import { askForText } from "../ui/window";
import { LIMITS } from "../../formats/index";

/** Asks how many units enter, where layers do not say it; undefined where the person thinks better of it. */
export async function askForUnits(): Promise<number | undefined> {
  const refusal = vscode.l10n.t("A whole number from 1 to {0}", LIMITS.units);
  const isUnits = (text: string): boolean =>
    /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= LIMITS.units;
  const answer = await askForText({
    title: vscode.l10n.t("How many units enter the first layer?"),
    prompt: vscode.l10n.t("Neither the layers say it, nor a comment such as # input: 100"),
    value: "100",
    refusal: (text) => (isUnits(text) ? undefined : refusal),
  });
  return answer === undefined ? undefined : Number(answer);
}
