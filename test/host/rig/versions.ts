/** One VS Code that the rig can start, as a pinned package of the npm registry. */
export interface VSCodeVersion {
  /** The name people and reports use. */
  readonly name: "oldest" | "newest";
  /** The VS Code inside. */
  readonly vscode: string;
  /** The version of the package `code-server` that carries it. */
  readonly codeServer: string;
  /** The Node that its server needs: a major number range, and the package version to fetch where this Node is not in it. */
  readonly node: { readonly from: number; readonly below: number; readonly packaged: string };
}

/** The oldest VS Code that `engines.vscode` promises, and the newest that is packaged. Pinned: npm picks by Node otherwise. */
export const VERSIONS: Readonly<Record<VSCodeVersion["name"], VSCodeVersion>> = {
  oldest: {
    name: "oldest",
    vscode: "1.100.3",
    codeServer: "4.100.3",
    node: { from: 20, below: 23, packaged: "20.20.2" },
  },
  newest: {
    name: "newest",
    vscode: "1.139.1",
    codeServer: "4.139.1",
    node: { from: 24, below: 99, packaged: "24.21.0" },
  },
};
