import { askForUnits } from "../commands/ask-for-units";
import type { ExperimentDefaults, Settings } from "../settings";
import type { Reading } from "../webview/panels";
import { answered } from "./answered";
import { chooseModel } from "./choose";
import { partFor, whyNothing } from "./parts";
import { notRun } from "./words";

/** Makes experiments of what a person selects or types, wherever it stands: layers, a model as code, or a printed one. */
export class TextExplorer {
  constructor(private readonly settings: Settings) {}

  /**
   * Reads a text; what it does not say is asked for.
   *
   * @returns undefined where the person thinks better of it.
   * @throws {NotationError} where it is none of them.
   */
  async read(text: string): Promise<Reading | undefined> {
    const { readExperiments, NeedsInput } = await import("../../python/index");
    const { defaults } = this.settings;
    const read = (units?: number) => readExperiments(text, { ...defaults, ...(units !== undefined && { units }) });
    try {
      return await this.#reading(read(), defaults);
    } catch (error) {
      if (!(error instanceof NeedsInput)) throw error;
      const units = await askForUnits();
      return units === undefined ? undefined : this.#reading(read(units), defaults);
    }
  }

  async #reading(
    reading: ReturnType<(typeof import("../../python/index"))["readExperiments"]>,
    defaults: ExperimentDefaults,
  ): Promise<Reading | undefined> {
    if (reading.kind === "notation") return reading.experiment;
    const { segmentsOf } = await import("../../python/index");
    const { settings, models } = reading;
    const chosen = await chooseModel(models.filter(({ segments }) => segments.length > 0));
    if (!chosen) return undefined;
    const { model, segments } = chosen;
    const part = partFor(segments, undefined);
    if (part < 0) throw new Error(notRun(model.name, whyNothing(chosen, model, undefined)));
    const explore = (answers: Parameters<typeof answered>[2]) =>
      Promise.resolve(segmentsOf(model, { ...defaults, settings, answers }));
    return answered(explore, part, [], () => undefined);
  }
}
