/** `npm start`: a real VS Code in the browser with the package installed and the samples open, until Ctrl-C. */
import { spawn } from "node:child_process";
import { installVSCode } from "./rig/install";
import { VSIX } from "./rig/project";
import { startServer } from "./rig/server";
import { pageTo } from "./rig/token";
import { newWorkspace } from "./rig/workspace";

/** Opens an address in the person's browser, where there is a screen. That it fails does not matter: the address is printed. */
function openBrowser(url: string): void {
  const screen = process.platform !== "linux" || process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"];
  if (!screen) return;
  const opener = process.platform === "darwin" ? "open" : "xdg-open";
  const child = spawn(opener, [url], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}

/** Resolves at the first Ctrl-C, or when whoever started this ends it. */
function interrupted(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
    // npm hands a signal on to the shell between it and this program, and the shell keeps it to itself.
    setInterval(() => process.ppid !== parent && resolve(), 500).unref();
  });
}

async function main(): Promise<void> {
  const ended = interrupted();
  const vscode = await installVSCode("newest");
  const workspace = await newWorkspace();
  const port = Number(process.env["PORT"] ?? 0);
  const server = await startServer(vscode, { vsix: VSIX, port });
  const url = server.address({ folder: workspace.folder });
  console.log(`\nVS Code ${vscode.version.vscode} with Dropout Explorer runs at\n\n  ${url}\n`);
  console.log("The address holds the key to this VS Code: whoever has it can run commands as you.");
  console.log("Click the Dropout Explorer icon in the activity bar. Ctrl-C ends it.");
  openBrowser(await pageTo(server.data, url));
  await ended;
  await server.stop();
  await workspace.remove();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
