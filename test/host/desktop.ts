/** `npm run test:desktop`: the suites of the Node extension host in the desktop VS Code, where that can be downloaded. */
import { runTests } from "@vscode/test-electron";
import { buildHarness } from "./rig/bundle";
import { installDesktop, NoDesktop } from "./rig/desktop";
import { VERSIONS } from "./rig/versions";
import { newWorkspace } from "./rig/workspace";

/** What a shell reads as "skipped" in test programs of the GNU kind. */
const UNRUN = 77;

async function runIn(version: string): Promise<void> {
  const harness = await buildHarness(`desktop-${version}`, "node", ["common", "kernel", "node"]);
  const desktop = await installDesktop(version);
  const workspace = await newWorkspace();
  try {
    await runTests({
      vscodeExecutablePath: desktop.executable,
      extensionDevelopmentPath: harness.folder,
      extensionTestsPath: harness.suite,
      launchArgs: [...desktop.args, "--disable-workspace-trust", "--skip-welcome", workspace.folder],
    });
    console.log(`desktop VS Code ${version}: passed`);
  } finally {
    await workspace.remove();
    await desktop.remove();
  }
}

async function main(): Promise<void> {
  for (const { vscode } of Object.values(VERSIONS)) await runIn(vscode);
}

main().catch((error: unknown) => {
  if (error instanceof NoDesktop) {
    console.error(`NOT RUN: the desktop VS Code cannot be had here (${error.message}). Nothing is claimed about it.`);
    process.exitCode = UNRUN;
    return;
  }
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
