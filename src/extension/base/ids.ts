/** Every id that package.json contributes; a test compares the two in both directions. */
export const COMMANDS = {
  open: "dropoutExplorer.open",
  openInEditor: "dropoutExplorer.openInEditor",
  exploreLayers: "dropoutExplorer.exploreLayers",
  exploreSelection: "dropoutExplorer.exploreSelection",
  exploreModel: "dropoutExplorer.exploreModel",
  revealInCode: "dropoutExplorer.revealInCode",
  applyRate: "dropoutExplorer.applyRate",
  refreshFromCode: "dropoutExplorer.refreshFromCode",
  openReport: "dropoutExplorer.openReport",
  exploreSpecFile: "dropoutExplorer.exploreSpecFile",
  newSpecFile: "dropoutExplorer.newSpecFile",
  newNotebook: "dropoutExplorer.newNotebook",
  addProbe: "dropoutExplorer.addProbe",
  saveSpecAs: "dropoutExplorer.saveSpecAs",
  copyReport: "dropoutExplorer.copyReport",
  copyPytorch: "dropoutExplorer.copyPytorch",
  /** The same for the menu of the sidebar, which means the sidebar wherever the person worked last. */
  sidebarSaveSpecAs: "dropoutExplorer.sidebar.saveSpecAs",
  sidebarCopyReport: "dropoutExplorer.sidebar.copyReport",
  sidebarCopyPytorch: "dropoutExplorer.sidebar.copyPytorch",
  reportIssue: "dropoutExplorer.reportIssue",
  openWalkthrough: "dropoutExplorer.openWalkthrough",
} as const;
/** One of them. */
export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

/** Views, editors and panels. */
export const VIEWS = {
  container: "dropoutExplorer",
  sidebar: "dropoutExplorer.view",
  models: "dropoutExplorer.models",
  panel: "dropoutExplorer.panel",
  specEditor: "dropoutExplorer.specEditor",
  /** A report that stands alone. */
  report: "dropoutExplorer.report",
} as const;

/** Context keys of `when` clauses. */
export const CONTEXTS = { python: "dropoutExplorer.python" } as const;

/** The notebook renderer. */
export const RENDERER = "dropoutExplorer.renderer";

/** Settings, below their section. */
export const SETTINGS = {
  section: "dropoutExplorer",
  trials: "defaultTrials",
  seed: "defaultSeed",
  codeLens: "codeLens",
} as const;

/** The notebook kernel that runs layers; the name is what a notebook of its own says in its `kernelspec`. */
export const KERNEL = "dropoutExplorer.kernel";
export const KERNEL_NAME = "dropout-explorer";
/** The notebooks that kernel and probe are for: VS Code's type of `.ipynb` files. */
export const NOTEBOOK_TYPE = "jupyter-notebook";

/** The walkthrough's id, below the extension's. */
export const WALKTHROUGH = "getStarted";

/** The documents in which models are read: files, untitled ones and notebook cells alike. */
export const PYTHON = { language: "python" } as const;

/** What the name of a spec file ends in. */
export const SPEC_SUFFIX = ".dropout.json";
