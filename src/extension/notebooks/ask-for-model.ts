import * as vscode from "vscode";

interface Choice extends vscode.QuickPickItem {
  /** The expression that the cell is to hold. */
  readonly model: string;
}

/**
 * Asks which variable holds the model: one of `names`, or whatever the person types.
 *
 * @returns undefined where the person thinks better of it.
 */
export function askForModel(names: readonly string[]): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<Choice>();
  const found = names.map((name) => ({ label: name, model: name, description: vscode.l10n.t("in this notebook") }));
  pick.title = vscode.l10n.t("Add Dropout Probe: which variable holds your model?");
  pick.placeholder =
    names.length > 0
      ? vscode.l10n.t("Choose a variable, or type its name")
      : vscode.l10n.t("Type the name of the variable, such as model");
  pick.items = found;
  pick.onDidChangeValue((value) => {
    const typed = value.trim();
    const own = typed === "" || names.includes(typed) ? [] : [{ label: typed, model: typed, alwaysShow: true }];
    pick.items = [...found, ...own];
  });
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      // Who types fast accepts before what was typed is in the list.
      const chosen = pick.activeItems[0]?.model ?? pick.value.trim();
      if (chosen === "") return;
      resolve(chosen);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
