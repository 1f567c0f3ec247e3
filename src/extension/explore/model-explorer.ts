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
import { partAgain, partFor, whyNothing, type Explore } from "./segments";
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

  /** Explores a model: the part that holds the layer that is meant, else the first that can be run. */
  async explore(target: CodeTarget): Promise<ReadExperiment | undefined> {
    const found = await this.find(target);
    const { model } = found;
    const exploration = await this.#explore(found)([]);
    const layer = target.layer && layerAt(model, target.layer);
    const index = layer && model.layers.indexOf(layer);
    const part = partFor(exploration.segments, index);
    if (part < 0) throw new Error(notRun(layer?.name ?? model.name, whyNothing(exploration, model, index)));
    return this.#read(found, part, []);
  }

  /** Reads an experiment again, or another part of its model; what was answered before is not asked again. */
  async again(origin: CodeOrigin, part?: number): Promise<ReadExperiment | undefined> {
    const found = await this.find(origin);
    const { model } = found;
    const exploration = await this.exploration(found);
    const { segments } = exploration;
    if (segments.length === 0) throw new Error(notRun(model.name, whyNothing(exploration, model, undefined)));
    const meant = part !== undefined && part < segments.length ? part : partAgain(segments, model, origin);
    return this.#read(found, meant, this.#known(found));
  }

  /** Where the part of a model stands of which something is so; undefined where it is so of none. */
  async codeOf(meant: CodeModel, isSo: (segment: Segment) => unknown): Promise<CodeOrigin | undefined> {
    const found = await this.find(meant);
    const { segments } = await this.exploration(found);
    const part = segments.findIndex(isSo);
    return part < 0 ? undefined : originOf(found, segments[part]!.layers, part);
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

  async #read(found: Found, part: number, known: readonly Answer[]): Promise<ReadExperiment | undefined> {
    const before = this.#known(found);
    const last = ({ layer, about }: Question) =>
      before.filter((answer) => answer.layer === layer && answer.about === about).at(-1)?.value;
    const result = await answered(this.reader, this.#explore(found), part, known, last);
    if (!result) return undefined;
    const { spec, assumptions, layers, answers } = result;
    this.#answers.set(keyOf(found.code), answers);
    return { spec, assumptions, code: originOf(found, layers, part) };
  }
}

const keyOf = ({ uri, model, occurrence, digest }: CodeModel): string =>
  JSON.stringify([uri, model, occurrence, whichLayers(digest)]);

const originOf = ({ model, code }: Found, layers: readonly number[], part: number): CodeOrigin => ({
  ...code,
  part,
  layers: layers.map((index) => codeLayerOf(model, index)),
});
