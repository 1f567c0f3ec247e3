import type * as vscode from "vscode";
import type { Applications } from "../applications/applications";
import { Disposable } from "../disposable";
import type { ReadingService } from "../reading/reading-service";
import type { Settings } from "../settings";
import { CodeLinks } from "./code-links";
import { CodeWatch } from "./code-watch";
import { DropoutHovers } from "./dropout-hovers";
import { ModelExplorer } from "./model-explorer";
import { ModelLenses } from "./model-lenses";
import { Models } from "./models";
import { ModelsTree } from "./models-tree";
import { ShownDocuments } from "./shown-documents";
import { TextExplorer } from "./text-explorer";

/** What is made of models in code, wherever a person meets it. */
export class ModelSurfaces extends Disposable {
  readonly models: Models;
  readonly documents = this.own(new ShownDocuments());
  readonly explorer: ModelExplorer;
  readonly texts: TextExplorer;
  readonly links: CodeLinks;
  readonly watch: CodeWatch;
  readonly lenses: ModelLenses;
  readonly hovers: DropoutHovers;

  constructor(applications: Applications, settings: Settings, reading: ReadingService, log: vscode.LogOutputChannel) {
    super();
    this.models = this.own(new Models(reading, log));
    this.explorer = new ModelExplorer(this.models, reading, settings);
    this.texts = new TextExplorer(reading, settings);
    this.links = new CodeLinks(this.explorer, reading);
    this.watch = this.own(new CodeWatch(applications, this.explorer, this.models));
    this.lenses = new ModelLenses(this.models, settings);
    this.hovers = new DropoutHovers(this.models);
    this.own(new ModelsTree(this.models, this.documents));
  }
}
