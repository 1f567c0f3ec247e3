import { existsSync, readdirSync } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { HARNESS } from "./hosts";
import type { Host } from "./hosts";
import { ROOT } from "./project";

const SUITES = join(ROOT, "test", "host", "suites");
const IN_HOST = join(ROOT, "test", "host", "in-host");

/** The test files of some folders of test/host/suites, at any depth. */
export function suiteFiles(folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) => {
    const root = join(SUITES, folder);
    if (!existsSync(root)) return [];
    const names = readdirSync(root, { recursive: true, encoding: "utf8" });
    return names
      .filter((name) => name.endsWith(".test.ts"))
      .sort()
      .map((name) => join(root, name));
  });
}

/** A built harness: an extension that does nothing, and a suite that VS Code runs in its place. */
export interface Harness {
  readonly folder: string;
  readonly suite: string;
}

const manifest = (platform: Host["platform"]): object => ({
  publisher: HARNESS.split(".")[0],
  name: HARNESS.split(".")[1],
  version: "0.0.1",
  engines: { vscode: "^1.100.0" },
  [platform === "web" ? "browser" : "main"]: "./main.cjs",
  extensionKind: platform === "web" ? ["web"] : ["workspace"],
  capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
});

/** Bundles the suites of a host, with mocha, into an extension folder under `out`. */
export async function buildHarness(
  name: string,
  platform: Host["platform"],
  suites: readonly string[],
): Promise<Harness> {
  const files = suiteFiles(suites);
  if (files.length === 0)
    throw new Error(`No test was found in ${suites.map((suite) => `suites/${suite}`).join(", ")}`);
  const folder = join(ROOT, "out", "host", name);
  await mkdir(folder, { recursive: true });
  // Mocha's package is of ES modules, yet its build for browsers is not one: the ending says so to the bundler.
  const mocha = join(folder, "mocha.cjs");
  await copyFile(join(ROOT, "node_modules", "mocha", "mocha.js"), mocha);
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest(platform)));
  await writeFile(join(folder, "main.cjs"), "exports.activate = () => {};\n");
  const suite = join(folder, "suite.cjs");
  const assert = join(IN_HOST, "assert.ts");
  await build({
    // Tests are required late: their `describe` exists only once mocha is set up.
    stdin: { contents: entry(files), resolveDir: ROOT, sourcefile: "suite.ts", loader: "ts" },
    bundle: true,
    outfile: suite,
    platform: platform === "web" ? "browser" : "node",
    format: "cjs",
    target: "es2022",
    external: ["vscode"],
    define: { global: "globalThis" },
    alias: {
      "mocha-in-host": mocha,
      ...(platform === "web" ? { "node:assert/strict": assert, "node:assert": assert } : {}),
    },
    logLevel: "error",
  });
  return { folder, suite };
}

const entry = (files: readonly string[]): string => {
  const load = files.map((file) => `require(${JSON.stringify(file)});`).join(" ");
  const runner = JSON.stringify(join(IN_HOST, "run.ts"));
  return `import { runTests } from ${runner};\nexport const run = () => runTests(() => { ${load} });\n`;
};
