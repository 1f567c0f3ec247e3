import { NeedsInput } from "../../python/plain";
import type { Answer, TextReading } from "../../python/index";
import { askForUnits } from "../commands/ask-for-units";
import type { ExperimentDefaults, Settings } from "../settings";
import type { ReadingService } from "../reading/reading-service";
import type { Reading } from "../webview/panels";
import { answered } from "./answered";
import { chooseModel } from "./choose";
import { partFor, whyNothing } from "./parts";
import { notRun } from "./words";

/** Makes experiments of what a person selects or types, wherever it stands: layers, a model as code, or a printed one. */
export class TextExplorer {
  constructor(
    private readonly reading: ReadingService,
    private readonly settings: Settings,
  ) {}

  /**
   * Reads a text; what it does not say is asked for.
   *
   * @returns undefined where the person thinks better of it.
   * @throws {NotationError} where it is none of them.
   */
  async read(text: string): Promise<Reading | undefined> {
    const { defaults } = this.settings;
    const read = (units?: number) =>
      this.reading.ask("experiments", text, { ...defaults, ...(units !== undefined && { units }) });
    try {
      return await this.#reading(await read(), defaults);
    } catch (error) {
      if (!(error instanceof NeedsInput)) throw error;
      const units = await askForUnits();
      return units === undefined ? undefined : this.#reading(await read(units), defaults);
    }
  }

  async #reading(reading: TextReading, defaults: ExperimentDefaults): Promise<Reading | undefined> {
    if (reading.kind === "notation") return reading.experiment;
    const { settings, models } = reading;
    const chosen = await chooseModel(models.filter(({ segments }) => segments.length > 0));
    if (!chosen) return undefined;
    const { model, segments } = chosen;
    const part = partFor(segments, undefined);
    if (part < 0) throw new Error(notRun(model.name, whyNothing(chosen, model, undefined)));
    const explore = (answers: readonly Answer[]) =>
      this.reading.ask("segments", model, { ...defaults, settings, answers });
    return answered(this.reading, explore, part, [], () => undefined);
  }
}
