import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } from "@vscode/test-electron";
import { cacheRoot } from "./cache";
import { succeed } from "./command";
import { VSIX } from "./project";

/** A desktop VS Code with a profile of its own, in which the package is installed. */
export interface Desktop {
  readonly executable: string;
  readonly args: readonly string[];
  remove(): Promise<void>;
}

/** Why no desktop VS Code is to be had here, which is not a failure of the extension. */
export class NoDesktop extends Error {}

/** Downloads a desktop VS Code, or uses the program that `DROPOUT_EXPLORER_DESKTOP` names, and installs the package. */
export async function installDesktop(version: string): Promise<Desktop> {
  const executable = process.env["DROPOUT_EXPLORER_DESKTOP"] ?? (await download(version));
  const profile = await mkdtemp(join(tmpdir(), "dropout-explorer-desktop-"));
  const args = [`--user-data-dir=${join(profile, "data")}`, `--extensions-dir=${join(profile, "extensions")}`];
  const [cli] = resolveCliArgsFromVSCodeExecutablePath(executable);
  if (!cli) throw new NoDesktop(`${executable} has no command line`);
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  await succeed(cli, [...args, ...asRoot, "--install-extension", VSIX, "--force"]);
  return { executable, args: [...args, ...asRoot], remove: () => rm(profile, { recursive: true, force: true }) };
}

async function download(version: string): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: join(cacheRoot(), "desktop") });
  } catch (error) {
    throw new NoDesktop(error instanceof Error ? error.message : String(error));
  }
}
