import * as vscode from "vscode";
import { NeedsInput } from "../../python/plain";
import type { PythonReader } from "../reader/python-reader";
import type { Settings } from "../base/settings";
import type { TextExplorer } from "../explore/text-explorer";
import { askForText } from "../ui/window";
import type { Panels } from "../webview/panels";
import type { Command } from "./command";

/** Asks for layers in PyTorch notation and shows them; says while typing where it stops understanding. */
export class ExploreLayers implements Command {
  /** The text of the last time, so that an experiment can be varied. */
  #last = "Dropout(0.4), Linear(100, 1)";

  constructor(
    private readonly panels: Panels,
    private readonly settings: Settings,
    private readonly texts: TextExplorer,
    private readonly reader: PythonReader,
  ) {}

  async run(): Promise<void> {
    for (;;) {
      const text = await this.#ask();
      if (text === undefined || text.trim() === "") return;
      this.#last = text;
      // Where the person goes back from what is asked next, the first question is asked again, its text kept.
      const reading = await this.texts.read(text);
      if (reading) {
        this.panels.read(reading);
        return;
      }
    }
  }

  #ask(): Thenable<string | undefined> {
    return askForText({
      title: "Explore Layers",
      prompt: "Layers in PyTorch notation. Settings follow as comments: # input: 100, constant 1",
      placeHolder: "Dropout(0.4), Linear(100, 1)",
      value: this.#last,
      refusal: (text) => this.#refusal(text),
    });
  }

  async #refusal(text: string): Promise<vscode.InputBoxValidationMessage | undefined> {
    if (text.trim() === "") return undefined;
    try {
      await this.reader.ask("experiments", text, this.settings.defaults);
      return undefined;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (!(error instanceof NeedsInput))
        return { message: error.message, severity: vscode.InputBoxValidationSeverity.Error };
      const message = "Press Enter to say how many units the first layer receives.";
      return { message, severity: vscode.InputBoxValidationSeverity.Info };
    }
  }
}
