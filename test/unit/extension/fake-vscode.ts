/*
 * As much of VS Code as the commands and providers touch, in Node: it shows nothing and remembers every text that it was
 * to show. Importing this file first puts it in the place of the module "vscode".
 */
import Module from "node:module";
import { relative, resolve } from "node:path";

/** A text that was to be shown. */
export interface Shown {
  /** What was to show it: "showErrorMessage", "createQuickPick". */
  readonly by: string;
  readonly text: string;
  /** The files of src/extension that asked for it, the innermost first. */
  readonly from: readonly string[];
}

/** Everything that was to be shown so far. */
export const shown: Shown[] = [];

const EXTENSION = resolve(__dirname, "..", "..", "..", "src", "extension");

function callers(): string[] {
  const lines = (new Error().stack ?? "").split("\n");
  return lines.flatMap((line) => {
    const file = /\(?(?:file:\/\/)?(\/[^:()]+|[A-Z]:[^:()]+):\d/.exec(line)?.[1];
    return file?.startsWith(EXTENSION) ? [relative(EXTENSION, file)] : [];
  });
}

/** Remembers every text in what is given, at any depth; what may be called with a text is. */
function remember(by: string, value: unknown, from = callers()): void {
  if (typeof value === "string") shown.push({ by, text: value, from });
  else if (Array.isArray(value)) for (const one of value) remember(by, one, from);
  else if (typeof value === "object" && value !== null) {
    for (const [key, one] of Object.entries(value)) if (key !== "value") remember(by, one, from);
  }
}

/** What a person types into the next boxes, and chooses of the next lists and buttons; then they think better of it. */
export const person: { readonly types: string[]; readonly chooses: number[]; readonly presses: string[] } = {
  types: [],
  chooses: [],
  presses: [],
};

const message =
  (by: string) =>
  (...args: readonly unknown[]): Promise<string | undefined> => {
    remember(by, args);
    const button = person.presses[0];
    return Promise.resolve(button !== undefined && args.includes(button) ? person.presses.shift() : undefined);
  };

interface Box {
  readonly validateInput?: (text: string) => unknown;
}

async function showInputBox(options: Box): Promise<string | undefined> {
  remember("showInputBox", options);
  const asking = callers();
  const typed = person.types.shift();
  if (typed !== undefined) remember("validateInput", await options.validateInput?.(typed), asking);
  return typed;
}

function showQuickPick(items: readonly unknown[], options: unknown): Promise<unknown> {
  remember("showQuickPick", [items, options]);
  const index = person.chooses.shift();
  return Promise.resolve(index === undefined ? undefined : items[index]);
}

function createQuickPick(): unknown {
  const from = callers();
  let type: (value: string) => void = () => undefined;
  let hide = (): void => undefined;
  const pick = {
    onDidChangeValue: (listener: (value: string) => void) => (type = listener),
    onDidAccept: () => undefined,
    onDidHide: (listener: () => void) => (hide = listener),
    dispose: () => undefined,
    show: () => {
      remember("createQuickPick", pick, from);
      const typed = person.types.shift();
      if (typed !== undefined) type(typed);
      remember("createQuickPick", pick, from);
      hide();
    },
  };
  return pick;
}

async function withProgress(options: unknown, task: (...args: unknown[]) => Promise<unknown>): Promise<unknown> {
  remember("withProgress", options);
  return task({ report: () => undefined }, { onCancellationRequested: () => ({ dispose: () => undefined }) });
}

/** An address with as much of VS Code's as is used. */
export class Uri {
  constructor(
    readonly scheme: string,
    readonly path: string,
  ) {}

  static parse(text: string): Uri {
    const [scheme = "", ...path] = text.split(":");
    return new Uri(scheme, path.join(":").replace(/^\/\//, ""));
  }

  static joinPath({ scheme, path }: Uri, ...names: readonly string[]): Uri {
    return new Uri(scheme, [path, ...names].join("/").replace(/\/[^/]*\/\.\.$/, ""));
  }

  with({ scheme = this.scheme, path = this.path }: { scheme?: string; path?: string }): Uri {
    return new Uri(scheme, path);
  }

  toString(): string {
    return `${this.scheme}://${this.path}`;
  }
}

class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => void>();
  readonly event = (listener: (value: T) => void) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

class Range {
  constructor(
    readonly start: Position,
    readonly end: Position,
  ) {}
  get isSingleLine(): boolean {
    return this.start.line === this.end.line;
  }
  contains(): boolean {
    return true;
  }
}

class Texts {
  readonly args: readonly unknown[];

  constructor(...args: readonly unknown[]) {
    this.args = args;
    remember(new.target.name, args);
  }
}
class TreeItem extends Texts {
  constructor(
    readonly label: string,
    readonly collapsibleState: number,
  ) {
    super(label);
  }
}
class Diagnostic extends Texts {}
class MarkdownString {
  isTrusted: unknown;
  constructor(readonly value: string) {}
}
class Hover {
  constructor(
    readonly contents: MarkdownString,
    readonly range: unknown,
  ) {}
}
class CodeLens extends Texts {
  constructor(
    readonly range: unknown,
    readonly command: { readonly title: string },
  ) {
    super(command.title);
  }
}
class WorkspaceEdit {
  replace(): void {
    return;
  }
}
class FileSystemError extends Error {
  readonly code: string = "NoPermissions";
}
class ThemeIcon {
  constructor(readonly id: string) {}
}

const silent = () => ({ dispose: () => undefined });
const events = new Proxy({}, { get: () => silent });

/** What a test may set: the files, the active editor, whether edits are taken. */
export const world = {
  files: new Map<string, string>(),
  found: [] as Uri[],
  saved: undefined as Uri | undefined,
  editor: undefined as unknown,
  documents: [] as unknown[],
  takesEdits: true,
  executed: [] as (readonly unknown[])[],
};

const fake: Record<string, unknown> = {
  __esModule: true,
  Uri,
  EventEmitter,
  Position,
  Range,
  TreeItem,
  Diagnostic,
  MarkdownString,
  Hover,
  CodeLens,
  WorkspaceEdit,
  FileSystemError,
  ThemeIcon,
  NotebookCellOutputItem: {
    text: (text: string) => ({ text }),
    json: (value: unknown) => ({ value }),
    error: (error: { readonly name: string; readonly message: string; readonly stack?: string }) => {
      remember("NotebookCellOutputItem.error", error);
      return error;
    },
  },
  NotebookCellOutput: Texts,
  DiagnosticSeverity: { Error: 0 },
  InputBoxValidationSeverity: { Info: 1, Warning: 2, Error: 3 },
  ProgressLocation: { Notification: 15 },
  TreeItemCollapsibleState: { None: 0, Expanded: 2 },
  UIKind: { Desktop: 1, Web: 2 },
  ViewColumn: { Active: -1, Beside: -2 },
  version: "1.100.0",
  env: {
    appName: "Fake",
    appHost: "web",
    uiKind: 2,
    clipboard: { writeText: () => Promise.resolve() },
  },
  commands: {
    executeCommand: (...args: readonly unknown[]) => Promise.resolve(void world.executed.push(args)),
    getCommands: () => Promise.resolve([]),
  },
  languages: {
    createDiagnosticCollection: () => ({
      set: () => undefined,
      has: () => false,
      delete: () => undefined,
      dispose: () => undefined,
    }),
    getDiagnostics: () => [],
    onDidChangeDiagnostics: silent,
  },
  window: Object.assign(Object.create(events) as object, {
    showInformationMessage: message("showInformationMessage"),
    showWarningMessage: message("showWarningMessage"),
    showErrorMessage: message("showErrorMessage"),
    showInputBox,
    showQuickPick,
    createQuickPick,
    withProgress,
    showSaveDialog: () => Promise.resolve(world.saved),
    createTreeView: () => ({ dispose: () => undefined }),
    createWebviewPanel: (_: string, title: string) => {
      remember("createWebviewPanel", title);
      return { title, webview: { onDidReceiveMessage: silent } };
    },
    visibleTextEditors: [],
    tabGroups: { all: [] },
  }),
  workspace: Object.assign(Object.create(events) as object, {
    textDocuments: world.documents,
    notebookDocuments: [],
    asRelativePath: ({ path }: Uri) => path.slice(1),
    applyEdit: () => Promise.resolve(world.takesEdits),
    findFiles: () => Promise.resolve(world.found),
    getConfiguration: () => ({ get: () => undefined }),
    fs: {
      stat: (file: Uri) => (world.files.has(file.path) ? Promise.resolve({}) : Promise.reject(new Error("none"))),
      readFile: (file: Uri) => {
        const text = world.files.get(file.path);
        if (text === undefined) return Promise.reject(new FileSystemError(`${file.toString()} cannot be read`));
        return Promise.resolve(new TextEncoder().encode(text));
      },
      writeFile: (file: Uri) => Promise.reject(new FileSystemError(`${file.toString()} cannot be written`)),
    },
  }),
};
Object.defineProperty(fake["window"], "activeTextEditor", { get: () => world.editor });

const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
const load = loader._load.bind(loader);
loader._load = (request, ...rest) => (request === "vscode" ? fake : load(request, ...rest));
