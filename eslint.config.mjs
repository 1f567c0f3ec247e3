import tseslint from "typescript-eslint";
import { kindNames } from "./test/lint/kind-names.mjs";

/** Which folders of src each folder may import; style.md calls these the arrows. */
const arrows = {
  kernels: [],
  formats: [],
  core: ["formats"],
  python: ["core", "formats"],
  engine: ["core", "formats"],
  workers: ["engine", "python"],
  figure: ["core", "formats"],
  charts: ["figure"],
  views: ["charts", "figure", "core", "formats"],
  app: ["views", "charts", "figure", "core", "formats", "python", "engine", "workers"],
  renderer: ["views", "charts", "figure", "core", "formats"],
  api: ["core", "engine", "formats", "python", "workers"],
  extension: ["api", "core", "engine", "figure", "formats", "python", "workers"],
};
const folders = Object.keys(arrows);

/** Which rooms of src/python each of its rooms may import; the files beside them put all of it together. */
const pythonRooms = {
  syntax: [],
  notation: ["syntax"],
  models: ["notation", "syntax"],
  segments: ["models", "notation"],
};

/** The same of src/python/models. */
const modelsRooms = {
  values: [],
  modules: ["values"],
  pytorch: ["modules", "values"],
  keras: ["modules", "values"],
  expression: ["modules", "values"],
  call: ["expression", "modules", "values"],
  statement: ["expression", "modules", "values"],
  listing: ["modules", "values"],
  printed: ["values"],
};

/** Packages that only some folders may import. */
const packages = {
  vscode: ["extension"],
  "chart.js": ["charts"],
  lit: ["views", "app"],
  "@lezer/lr": ["python"],
  "@lezer/python": ["python"],
  "@lezer/common": ["python"],
  valibot: ["formats"],
  "jsonc-parser": ["extension"],
};

/** What makes the same spec give different bytes elsewhere: engines differ in the last bits of these. */
const inexact = [
  "exp",
  "expm1",
  "log",
  "log1p",
  "log2",
  "log10",
  "sin",
  "cos",
  "tan",
  "tanh",
  "sinh",
  "cosh",
  "atan",
  "pow",
  "cbrt",
  "hypot",
];

/** What shows a text in which VS Code makes links of commands. */
const SHOWS =
  "/^(show(Information|Warning|Error)Message|showInputBox|showQuickPick|showWorkspaceFolderPick|create(InputBox|QuickPick|StatusBarItem)|with(Scm)?Progress|setStatusBarMessage)$/";
const asPlainText = "A text of a file may hold a link that runs a command: show it by ui/window";
const asTrusted = "Trust single commands: { enabledCommands: [...] }";

/** Which rooms of the extension each of its rooms may import; what stands outside of them brings all together. */
const extensionRooms = {
  base: [],
  ui: ["base"],
  json: [],
  files: ["base"],
  reader: ["base"],
  engine: ["base", "reader"],
  "model-text": ["ui"],
  "spec-files": ["base", "ui", "json", "files"],
  applications: ["base", "ui"],
  models: ["base", "reader"],
  explore: ["base", "ui", "reader", "models", "model-text"],
  code: ["base", "ui", "reader", "models", "model-text", "explore", "applications"],
  surfaces: ["base", "ui", "reader", "models", "model-text"],
  webview: ["base", "ui", "files", "spec-files", "applications", "explore", "code"],
  diagnostics: ["base", "ui", "spec-files"],
  editor: ["base", "ui", "json", "spec-files", "applications", "webview"],
  notebooks: ["base", "ui", "files", "spec-files", "reader", "engine", "webview"],
  commands: [
    ...["base", "ui", "files", "spec-files", "reader", "applications"],
    ...["models", "explore", "code", "surfaces", "webview", "notebooks", "model-surfaces"],
  ],
};
/** The files that bring the rooms together: no room imports them. */
const assembly = ["main", "main\\.web", "activate", "services", "model-surfaces"];

/** What a room of the extension may not import. Folders of src may have the names of rooms, so only one step up is looked at. */
const besideRoom = (room) => {
  const others = [...Object.keys(extensionRooms), ...assembly];
  const forbidden = others.filter((other) => other !== room && !extensionRooms[room].includes(other));
  return {
    regex: `^\\.\\./(${forbidden.join("|")})(/|$)`,
    message: `extension/${room} may not import this: see the rooms in eslint.config.mjs`,
  };
};

/** What a folder may not import, for each of those that are not among its arrows. */
const beyond = (own, allowed) =>
  Object.keys(allowed)
    .filter((other) => other !== own && !allowed[own].includes(other))
    .map((other) => ({
      regex: `^(\\.\\./)+${other}(/|$)`,
      message: `${own} may not import ${other}: see the arrows in eslint.config.mjs`,
    }));

const patternsOf = (folder) => [
  ...beyond(folder, arrows),
  ...Object.keys(packages)
    .filter((name) => !packages[name].includes(folder))
    .map((name) => ({ regex: `^${name}(/|$)`, message: `Only ${packages[name].join(", ")} may import ${name}` })),
];

/** The rules of some files; of several that are meant for a file the last one counts. */
const importing = (files, patterns) => ({
  files: [files],
  rules: { "no-restricted-imports": ["error", { patterns }] },
});

/** Files beside the rooms of a folder, which stands `up` above. */
const above = (up) => ({ regex: `^${up}[\\w-]+$`, message: "A room may not import what puts the rooms together" });

const arrowRules = [
  ...folders.map((folder) => importing(`src/${folder}/**/*.ts`, patternsOf(folder))),
  ...Object.keys(extensionRooms).map((room) =>
    importing(`src/extension/${room}/**/*.ts`, [...patternsOf("extension"), besideRoom(room)]),
  ),
  ...Object.keys(pythonRooms).map((room) => {
    const own = [...patternsOf("python"), ...beyond(room, pythonRooms)];
    return importing(`src/python/${room}/**/*.ts`, room === "models" ? own : [...own, above("\\.\\./")]);
  }),
  ...Object.keys(modelsRooms).map((room) =>
    importing(`src/python/models/${room}/**/*.ts`, [
      ...patternsOf("python"),
      ...beyond("models", pythonRooms),
      ...beyond(room, modelsRooms),
      above("\\.\\./"),
      above("\\.\\./\\.\\./"),
    ]),
  ),
];

/** A framework is asked, or a table has what it says: then the compiler finds each place where one is missing. */
const byName = {
  selector: "BinaryExpression[operator=/^[!=]==$/] > Literal[value=/^(pytorch|keras|flax)$/]",
  message: "Ask the Framework, or a Record by FrameworkName: a comparison forgets the next framework",
};

export default tseslint.config(
  // The kernels are AssemblyScript, which these parsers do not read: their own compiler checks them, in every build.
  { ignores: ["src/kernels/*.ts"] },
  { ignores: ["src/types/**", "dist/**", "out/**", "node_modules/**", "test-results/**", ".vscode-test/**"] },
  {
    files: ["src/**/*.ts", "test/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-shadow": "error",
      "max-lines": ["error", { max: 260, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 70, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  ...arrowRules,
  {
    // What a kind of layer is stands in its own two files; everywhere else asks.
    files: ["src/**/*.ts"],
    ignores: ["src/formats/kinds/**", "src/core/kinds/**"],
    plugins: { house: { rules: { "kind-names": kindNames } } },
    rules: { "house/kind-names": "error" },
  },
  {
    // The readers say which of a framework's own names means which kind.
    files: ["src/python/models/{pytorch,keras,printed}/**/*.ts"],
    rules: { "house/kind-names": ["error", { keys: false }] },
  },
  {
    // A promise that nobody waits for goes on by inBackground or forPerson, which hear where it fails.
    files: ["src/extension/**/*.ts", "src/app/**/*.ts"],
    rules: { "@typescript-eslint/no-floating-promises": ["error", { ignoreVoid: false, checkThenables: true }] },
  },
  {
    files: ["src/core/**/*.ts", "src/formats/**/*.ts", "src/python/**/*.ts"],
    // A verdict is no number of a report: the last bits of a threshold decide nothing.
    ignores: ["src/core/verdict/**"],
    rules: {
      "no-restricted-properties": [
        "error",
        ...inexact.map((property) => ({ object: "Math", property, message: "Engines differ in its last bits" })),
        { object: "Math", property: "random", message: "Randomness comes from a seed" },
        { object: "Date", property: "now", message: "The core has no clock" },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "BinaryExpression[operator='**']", message: "Engines differ in its last bits" },
        byName,
      ],
    },
  },
  {
    files: ["src/{figure,engine,workers,charts,views,app,renderer,api}/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", byName] },
  },
  {
    files: ["src/extension/**/*.ts"],
    ignores: ["src/extension/ui/window.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        byName,
        { selector: `MemberExpression[property.name=${SHOWS}]`, message: asPlainText },
        { selector: `MemberExpression[property.value=${SHOWS}]`, message: asPlainText },
        { selector: `ObjectPattern > Property[key.name=${SHOWS}]`, message: asPlainText },
        { selector: "MemberExpression[property.name='supportHtml']", message: "Markdown of ours holds no HTML" },
        { selector: "AssignmentExpression[left.property.name='isTrusted'][right.value=true]", message: asTrusted },
        { selector: "Property[key.name='isTrusted'][value.value=true]", message: asTrusted },
      ],
    },
  },
  {
    // What is written over is lost where the disk is full: every file is written beside, and renamed.
    files: ["src/extension/**/*.ts"],
    ignores: ["src/extension/files/**"],
    rules: {
      "no-restricted-properties": ["error", { property: "writeFile", message: "FileWriter writes a file whole" }],
    },
  },
  {
    // Typed arrays within their bounds, and trees of nodes that the grammar promises: a check there says nothing a test doesn't.
    files: ["src/{core,engine,python}/**/*.ts", "test/**/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    // A suite of tests is a long function, a table of cases a long file, and each of its tests has a spec.
    files: ["test/**/*.ts"],
    rules: {
      ...{ "@typescript-eslint/no-unused-expressions": "off", "@typescript-eslint/no-shadow": "off" },
      ...{ "max-lines": "off", "max-lines-per-function": "off" },
    },
  },
);
