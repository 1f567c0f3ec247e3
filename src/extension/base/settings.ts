import * as vscode from "vscode";
import { DEFAULTS, LIMITS } from "../../formats/index";
import { Disposable } from "./disposable";
import { SETTINGS } from "./ids";

/** What new experiments begin with. */
export interface ExperimentDefaults {
  readonly trials: number;
  readonly seed: number;
}

/** A setting is what a person typed: anything. */
function wholeNumber(value: unknown, low: number, high: number, otherwise: number): number {
  return typeof value === "number" && Number.isInteger(value) && value >= low && value <= high ? value : otherwise;
}

/** The extension's settings, as they are now. */
export class Settings extends Disposable {
  readonly #onChange = this.own(new vscode.EventEmitter<ExperimentDefaults>());
  /** The defaults of new experiments changed. */
  readonly onChange = this.#onChange.event;

  constructor() {
    super();
    this.own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SETTINGS.section)) this.#onChange.fire(this.defaults);
      }),
    );
  }

  /** Whether models in code have a line above them; a value that makes no sense means yes. */
  get codeLens(): boolean {
    return vscode.workspace.getConfiguration(SETTINGS.section).get(SETTINGS.codeLens) !== false;
  }

  /** What new experiments begin with; a value that makes no sense means the built-in one. */
  get defaults(): ExperimentDefaults {
    const settings = vscode.workspace.getConfiguration(SETTINGS.section);
    return {
      trials: wholeNumber(settings.get(SETTINGS.trials), 1, LIMITS.trials, DEFAULTS.trials),
      seed: wholeNumber(settings.get(SETTINGS.seed), 0, LIMITS.seed, DEFAULTS.seed),
    };
  }
}
