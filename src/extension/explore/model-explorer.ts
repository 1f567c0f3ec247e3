import * as vscode from "vscode";
import type { CodeModel, CodeOrigin, CodeTarget } from "../../formats/index";
import type { Answer, Exploration, Question, Segment } from "../../python/index";
import { whichLayers } from "../../python/plain";
import type { ReadModel } from "../../workers/reading/protocol";
import type { PythonReader } from "../reader/python-reader";
import type { Settings } from "../base/settings";
import type { ReadExperiment } from "./read-experiment";
import { answered } from "./answered-segment";
import { codeLayerOf, codeModelOf, layerAt, modelAt } from "../models/identity";
import type { Models } from "../models/models";
import { segmentAgain, segmentFor, whyNothing, type Explore } from "./segments";
import { fileNameOf } from "../base/file-name";
import { documentAt } from "../models/documents";
import { notRun } from "./not-run";

/** A model, found where it stands in the code now. */
export interface Found {
  readonly document: vscode.TextDocument;
  readonly model: ReadModel;
  readonly code: CodeModel;
}

/** Makes experiments of models in code; what the code does not say it asks for. */
export class ModelExplorer {
  /** What wyour last answer, by model and which layers it has: answers say by its place which of them they are about. */
  readonly #answers = new Map<string, readonly Answer[]>();

  constructor(
    private readonly models: Models,
    private readonly reader: PythonReader,
    private readonly settings: Settings,
  ) {}

  /**
   * The model that is meant, as it is now.
   *
   * @throws Error where it is no longer in the code.
   */
  async find(meant: CodeModel): Promise<Found> {
    const document = await documentAt(meant.uri);
    const { models, notRead } = await this.models.read(document);
    const model = modelAt(models, meant);
    if (notRead !== undefined) throw new Error(`${fileNameOf(document.uri)} wasn't read. ${notRead}.`);
    if (!model) throw new Error(`${meant.model} is no longer in ${fileNameOf(document.uri)}.`);
    return { document, model, code: codeModelOf(meant.uri, models, model) };
  }

  /** Explores a model: the segment that holds the layer that is meant, else the first that can be run. */
  async explore(target: CodeTarget): Promise<ReadExperiment | undefined> {
    const found = await this.find(target);
    const { model } = found;
    const exploration = await this.#explore(found)([]);
    const layer = target.layer && layerAt(model, target.layer);
    const index = layer && model.layers.indexOf(layer);
    const segment = segmentFor(exploration.segments, index);
    if (segment < 0) throw new Error(notRun(layer?.name ?? model.name, whyNothing(exploration, model, index)));
    return this.#read(found, segment, []);
  }

  /** Reads an experiment again, or another segment of its model; what was answered before is not asked again. */
  async again(origin: CodeOrigin, segment?: number): Promise<ReadExperiment | undefined> {
    const found = await this.find(origin);
    const { model } = found;
    const exploration = await this.exploration(found);
    const { segments } = exploration;
    if (segments.length === 0) throw new Error(notRun(model.name, whyNothing(exploration, model, undefined)));
    const meant = segment !== undefined && segment < segments.length ? segment : segmentAgain(segments, model, origin);
    return this.#read(found, meant, this.#known(found));
  }

  /** Where the first segment of a model is that something holds for; undefined if it holds for none. */
  async codeOf(meant: CodeModel, isSo: (segment: Segment) => unknown): Promise<CodeOrigin | undefined> {
    const found = await this.find(meant);
    const { segments } = await this.exploration(found);
    const index = segments.findIndex(isSo);
    const segment = segments[index];
    return segment && originOf(found, segment.layers, index);
  }

  /** What of a model is run, with what was answered before. */
  exploration(found: Found): Promise<Exploration> {
    return this.#explore(found)(this.#known(found));
  }

  #explore({ document, model }: Found): Explore {
    const [text, defaults] = [document.getText(), this.settings.defaults];
    return (answers) => this.reader.ask("explore", text, model, { ...defaults, answers });
  }

  #known({ code }: Found): readonly Answer[] {
    return this.#answers.get(keyOf(code)) ?? [];
  }

  async #read(found: Found, segment: number, known: readonly Answer[]): Promise<ReadExperiment | undefined> {
    const before = this.#known(found);
    const last = ({ layer, about }: Question) =>
      before.filter((answer) => answer.layer === layer && answer.about === about).at(-1)?.value;
    const result = await answered(this.reader, this.#explore(found), segment, known, last);
    if (!result) return undefined;
    const { spec, assumptions, layers, answers } = result;
    this.#answers.set(keyOf(found.code), answers);
    return { spec, assumptions, code: originOf(found, layers, segment) };
  }
}

const keyOf = ({ uri, model, occurrence, digest }: CodeModel): string =>
  JSON.stringify([uri, model, occurrence, whichLayers(digest)]);

const originOf = ({ model, code }: Found, layers: readonly number[], segment: number): CodeOrigin => ({
  ...code,
  part: segment,
  layers: layers.map((index) => codeLayerOf(model, index)),
});
