import * as vscode from "vscode";
import type { Settings } from "../settings";
import type { Panels, Reading } from "../webview/panels";
import { askForUnits } from "./ask-for-units";
import type { Command } from "./command";

type Notation = typeof import("../../python/index");

/** Asks for layers in PyTorch notation and shows them; says while typing where it stops understanding. */
export class ExploreLayers implements Command {
  /** The text of the last time, so that an experiment can be varied. */
  #last = "Dropout(0.4), Linear(100, 1)";

  constructor(
    private readonly panels: Panels,
    private readonly settings: Settings,
  ) {}

  async run(): Promise<void> {
    // The parser is loaded when layers are first typed, not when the extension starts.
    const notation = await import("../../python/index");
    for (;;) {
      const text = await this.#ask(notation);
      if (text === undefined || text.trim() === "") return;
      this.#last = text;
      const reading = await this.#read(notation, text);
      if (reading) {
        this.panels.read(reading);
        return;
      }
    }
  }

  #ask(notation: Notation): Thenable<string | undefined> {
    return vscode.window.showInputBox({
      title: vscode.l10n.t("Explore Layers"),
      prompt: vscode.l10n.t("Layers in PyTorch notation; settings as comments behind them: # input: 100, constant 1"),
      placeHolder: "Dropout(0.4), Linear(100, 1)",
      value: this.#last,
      ignoreFocusOut: true,
      validateInput: (text) => this.#refusal(notation, text),
    });
  }

  #refusal({ parseExperiment, NeedsInput }: Notation, text: string): vscode.InputBoxValidationMessage | undefined {
    if (text.trim() === "") return undefined;
    try {
      parseExperiment(text, this.settings.defaults);
      return undefined;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (!(error instanceof NeedsInput))
        return { message: error.message, severity: vscode.InputBoxValidationSeverity.Error };
      const message = vscode.l10n.t("Next you are asked how many units enter.");
      return { message, severity: vscode.InputBoxValidationSeverity.Info };
    }
  }

  /** Undefined where the person goes back from the second question: the first is asked again, its text kept. */
  async #read({ parseExperiment, NeedsInput }: Notation, text: string): Promise<Reading | undefined> {
    const { defaults } = this.settings;
    try {
      return parseExperiment(text, defaults);
    } catch (error) {
      if (!(error instanceof NeedsInput)) throw error;
      const units = await askForUnits();
      return units === undefined ? undefined : parseExperiment(text, { ...defaults, units });
    }
  }
}
