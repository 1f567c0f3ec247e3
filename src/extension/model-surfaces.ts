import type * as vscode from "vscode";
import type { Applications } from "./applications/applications";
import { Disposable } from "./base/disposable";
import type { PythonReader } from "./reader/python-reader";
import type { Settings } from "./base/settings";
import { CodeLinks } from "./code/code-links";
import { CodeWatch } from "./code/code-watch";
import { DropoutHovers } from "./surfaces/dropout-hovers";
import { ModelExplorer } from "./explore/model-explorer";
import { ModelLenses } from "./surfaces/model-lenses";
import { Models } from "./models/models";
import { ModelsTree } from "./surfaces/models-tree";
import { ShownDocuments } from "./models/shown-documents";
import { TextExplorer } from "./explore/text-explorer";

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

  constructor(applications: Applications, settings: Settings, reader: PythonReader, log: vscode.LogOutputChannel) {
    super();
    this.models = this.own(new Models(reader, log));
    this.explorer = new ModelExplorer(this.models, reader, settings);
    this.texts = new TextExplorer(reader, settings);
    this.links = new CodeLinks(this.explorer, reader);
    this.watch = this.own(new CodeWatch(applications, this.explorer, this.models));
    this.lenses = new ModelLenses(this.models, settings);
    this.hovers = new DropoutHovers(this.models);
    this.own(new ModelsTree(this.models, this.documents));
  }
}
