import * as vscode from "vscode";

/** That a model, or a part or layer of it, is not run, and where its dropouts are explained nevertheless. */
export const notRun = (name: string, reason = vscode.l10n.t("it has no layers")): string =>
  vscode.l10n.t(
    "{0} cannot be run: {1}. What its dropouts do is said where you point at them in the code.",
    name,
    reason.replace(/\.$/, ""),
  );
