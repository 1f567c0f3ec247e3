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

/** What keeps the files of a folder from importing others than it may, and packages that aren't its own. */
function restricted(folder, forbidden, inside = []) {
  const foreign = Object.keys(packages).filter((name) => !packages[name].includes(folder));
  const patterns = [
    ...forbidden.map((other) => ({
      regex: `^(\\.\\./)+${other}(/|$)`,
      message: `${folder} may not import ${other}: see the arrows in eslint.config.mjs`,
    })),
    ...inside,
    ...foreign.map((name) => ({
      regex: `^${name}(/|$)`,
      message: `Only ${packages[name].join(", ")} may import ${name}`,
    })),
  ];
  return { "no-restricted-imports": ["error", { patterns }] };
}

const forbiddenTo = (folder) => folders.filter((other) => other !== folder && !arrows[folder].includes(other));

const arrowRules = folders.map((folder) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: restricted(folder, forbiddenTo(folder)),
}));

/** Which rooms of the extension each of its rooms may import; what stands outside of them brings all together. */
const rooms = {
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

const roomRules = Object.entries(rooms).map(([room, may]) => {
  const others = [...Object.keys(rooms), ...assembly].filter((other) => other !== room && !may.includes(other));
  const inside = {
    regex: `^\\.\\./(${others.join("|")})(/|$)`,
    message: `extension/${room} may not import this: see the rooms in eslint.config.mjs`,
  };
  return {
    files: [`src/extension/${room}/**/*.ts`],
    rules: restricted("extension", forbiddenTo("extension"), [inside]),
  };
});

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
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  ...arrowRules,
  ...roomRules,
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
      ],
    },
  },
  {
    files: ["src/extension/**/*.ts"],
    ignores: ["src/extension/ui/window.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
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
    // Typed arrays within their bounds: an index check in the inner loop says nothing a test does not.
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-unused-expressions": "off", "@typescript-eslint/no-floating-promises": "off" },
  },
);
