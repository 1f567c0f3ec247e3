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

const arrowRules = folders.map((folder) => {
  const forbidden = folders.filter((other) => other !== folder && !arrows[folder].includes(other));
  const foreign = Object.keys(packages).filter((name) => !packages[name].includes(folder));
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            ...forbidden.map((other) => ({
              regex: `^(\\.\\./)+${other}(/|$)`,
              message: `${folder} may not import ${other}: see the arrows in eslint.config.mjs`,
            })),
            ...foreign.map((name) => ({
              regex: `^${name}(/|$)`,
              message: `Only ${packages[name].join(", ")} may import ${name}`,
            })),
          ],
        },
      ],
    },
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
    files: ["src/core/**/*.ts", "src/formats/**/*.ts", "src/python/**/*.ts"],
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
