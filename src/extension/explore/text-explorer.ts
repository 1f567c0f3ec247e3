import { NeedsInput } from "../../python/plain";
import type { Answer, TextReading } from "../../python/index";
import { askForUnits } from "./ask-for-units";
import type { ExperimentDefaults, Settings } from "../base/settings";
import type { PythonReader } from "../reader/python-reader";
import type { ReadExperiment } from "./read-experiment";
import { answered } from "./answered-segment";
import { chooseModel } from "./choose-model";
import { segmentFor, whyNothing } from "./segments";
import { notRun } from "./not-run";

/** Makes experiments of what a person selects or types, wherever it stands: layers, a model as code, or a printed one. */
export class TextExplorer {
  constructor(
    private readonly reader: PythonReader,
    private readonly settings: Settings,
  ) {}

  /**
   * Reads a text; what it does not say is asked for.
   *
   * @returns undefined where the person thinks better of it.
   * @throws {NotationError} where it is none of them.
   */
  async read(text: string): Promise<ReadExperiment | undefined> {
    const { defaults } = this.settings;
    const read = (units?: number) =>
      this.reader.ask("experiments", text, { ...defaults, ...(units !== undefined && { units }) });
    try {
      return await this.#reading(await read(), defaults);
    } catch (error) {
      if (!(error instanceof NeedsInput)) throw error;
      const units = await askForUnits();
      return units === undefined ? undefined : this.#reading(await read(units), defaults);
    }
  }

  async #reading(reading: TextReading, defaults: ExperimentDefaults): Promise<ReadExperiment | undefined> {
    if (reading.kind === "notation") return reading.experiment;
    const { settings, models } = reading;
    const chosen = await chooseModel(models.filter(({ segments }) => segments.length > 0));
    if (!chosen) return undefined;
    const { model, segments } = chosen;
    const index = segmentFor(segments, undefined);
    if (index < 0) throw new Error(notRun(model.name, whyNothing(chosen, model, undefined)));
    const explore = (answers: readonly Answer[]) =>
      this.reader.ask("segments", model, { ...defaults, settings, answers });
    return answered(this.reader, explore, index, [], () => undefined);
  }
}
