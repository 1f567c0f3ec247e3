import { existsSync } from "node:fs";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { cached } from "./cache";
import { finish, succeed } from "./command";
import { VERSIONS, type VSCodeVersion } from "./versions";
import { shareWebviewWorker } from "./webview-worker";

/** A VS Code that is ready to start. */
export interface InstalledVSCode {
  readonly version: VSCodeVersion;
  /** The Node binary that runs its server. */
  readonly node: string;
  /** The script of its server. */
  readonly serverMain: string;
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function npmInstall(folder: string, ...args: string[]): Promise<void> {
  // No package's own script runs: nothing is compiled, and nothing is downloaded from elsewhere.
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  await succeed("npm", ["install", ...quiet, ...args], { cwd: folder });
}

async function packaged(cacheName: string, ...packages: string[]): Promise<string> {
  return cached(cacheName, async (folder) => {
    await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
    await npmInstall(folder, ...packages);
  });
}

/** The Node binary for a version: this one where its major fits, else the one of a package that ships it. */
async function nodeFor({ vscode, node }: VSCodeVersion): Promise<string> {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= node.from && major < node.below) return process.execPath;
  if (process.platform !== "linux") {
    // The registry has no such package for macOS; a newer Node than asked for serves there.
    if (major >= node.from) return process.execPath;
    throw new Error(
      `VS Code ${vscode} needs Node ${node.from} or later; this is ${process.version}. Install it and try again.`,
    );
  }
  const name = `node-linux-${process.arch}`;
  const folder = await packaged(`${name}-${node.packaged}`, `${name}@${node.packaged}`);
  return join(folder, "node_modules", name, "bin", "node");
}

/** A ripgrep for the older code-server, whose own would be fetched by an install script. */
async function ripgrep(): Promise<string | undefined> {
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "rg"));
  const found = onPath.find((path) => existsSync(path));
  if (found) return found;
  const { serverMain } = await installVSCode("newest");
  const universal = join(serverMain, "..", "..", "node_modules", "@vscode", "ripgrep-universal", "bin");
  const shipped = join(universal, `${process.platform}-${process.arch}`, "rg");
  return existsSync(shipped) ? shipped : undefined;
}

async function linkRipgrep(vscodeFolder: string): Promise<void> {
  const wanted = join(vscodeFolder, "node_modules", "@vscode", "ripgrep", "bin");
  if (!existsSync(join(wanted, "..")) || existsSync(join(wanted, "rg"))) return;
  const source = await ripgrep();
  if (!source) {
    say("  no ripgrep found: searching files will not work in this VS Code");
    return;
  }
  await mkdir(wanted, { recursive: true });
  // A copy, where a link would break with the other's folder.
  await cp(source, join(wanted, "rg")).catch(() => symlink(source, join(wanted, "rg")));
}

async function fill(version: VSCodeVersion, folder: string): Promise<void> {
  say(`Downloading VS Code ${version.vscode} (once, a few hundred MB) ...`);
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  await npmInstall(folder, `code-server@${version.codeServer}`);
  const vscodeFolder = join(folder, "node_modules", "code-server", "lib", "vscode");
  say("  its own modules ...");
  await npmInstall(vscodeFolder, "--omit=dev");
  await linkRipgrep(vscodeFolder);
  say(`  VS Code ${version.vscode} is installed.`);
}

/** A VS Code of the registry, downloaded on the first call and offline from then on. */
export async function installVSCode(name: VSCodeVersion["name"]): Promise<InstalledVSCode> {
  const version = VERSIONS[name];
  const node = await nodeFor(version);
  const folder = await cached(`code-server-${version.codeServer}`, (partial) => fill(version, partial)).catch(offline);
  const vscode = join(folder, "node_modules", "code-server", "lib", "vscode");
  if (name === "oldest") await shareWebviewWorker(vscode);
  return { version, node, serverMain: join(vscode, "out", "server-main.js") };
}

async function offline(error: unknown): Promise<never> {
  const reachable = (await finish("npm", ["ping", "--loglevel=error"])).code === 0;
  const why = reachable ? "" : "The npm registry does not answer; a first run needs it once.\n";
  throw new Error(`VS Code could not be downloaded. ${why}${error instanceof Error ? error.message : String(error)}`);
}
