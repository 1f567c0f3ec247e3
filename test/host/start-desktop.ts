/** `npm run start:desktop`: the desktop VS Code with the package installed and the samples open, until its window closes. */
import { spawn } from "node:child_process";
import { installDesktop } from "./rig/desktop";
import { VERSIONS } from "./rig/versions";
import { newWorkspace } from "./rig/workspace";

async function main(): Promise<void> {
  const desktop = await installDesktop(VERSIONS.newest.vscode);
  const workspace = await newWorkspace();
  const args = [...desktop.args, "--skip-welcome", "--disable-workspace-trust", "--wait", workspace.folder];
  const child = spawn(desktop.executable, args, { stdio: "ignore" });
  // Ctrl-C reaches the child as well: it only has to be waited for here.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  await new Promise<void>((resolve, reject) => {
    child.once("close", () => resolve());
    child.once("error", reject);
  });
  await workspace.remove();
  await desktop.remove();
}

main().catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  console.error(`The desktop VS Code could not be started: ${why}\n\`npm start\` needs none.`);
  process.exitCode = 1;
});
