import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanEnvironment, succeed } from "./command";
import type { InstalledVSCode } from "./install";
import { addressWith, keepToken, newToken } from "./token";

/** Settings as in settings.json. */
export type Settings = Readonly<Record<string, unknown>>;

/** Quiet, offline, and nothing saved that a test did not save: in the web, autosave is on by default. */
const MACHINE_SETTINGS: Settings = {
  "files.autoSave": "off",
  "workbench.startupEditor": "none",
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "telemetry.telemetryLevel": "off",
};

/** How a server is started. */
export interface ServerOptions {
  /** The package to install first; without it, VS Code starts bare. */
  readonly vsix?: string;
  /** With trust switched on, every folder opens in restricted mode. */
  readonly trust?: boolean;
  /** Lets a page run a suite in the extension host. A person does without: with it, no notification pops up. */
  readonly driver?: boolean;
  /** 0, the default, is any free port. */
  readonly port?: number;
  readonly settings?: Settings;
  /** A folder that outlives the server; the default is a new one that ends with it. */
  readonly data?: string;
}

/** A running VS Code server. */
export interface Server {
  readonly vscode: InstalledVSCode;
  readonly port: number;
  /** Where it listens; it answers no request there that does not bring its token. */
  readonly origin: string;
  /** The folder that it keeps its data in, which its owner alone may read. */
  readonly data: string;
  /** The address that lets a browser in, by the token in it, to a workbench that shows what `query` says. */
  address(query?: Readonly<Record<string, string>>): string;
  /** Changes some settings and keeps the others; an open window follows at once. */
  configure(settings: Settings): Promise<void>;
  /** All that the server has written so far. */
  log(): string;
  /** Ends the server with all its children and removes its data. */
  stop(): Promise<void>;
}

const START = ["--host", "127.0.0.1", "--accept-server-license-terms"];
const QUIET = ["--telemetry-level", "off"];

/**
 * Starts a VS Code server with fresh data, on this machine alone and behind a random token: without one, any page in any
 * browser and any user of this machine could run commands through it.
 */
export async function startServer(vscode: InstalledVSCode, options: ServerOptions = {}): Promise<Server> {
  const { vsix, trust = false, driver = false, port = 0 } = options;
  const data = options.data ?? (await mkdtemp(join(tmpdir(), "dropout-explorer-data-")));
  let settings: Settings = MACHINE_SETTINGS;
  const configure = (more: Settings): Promise<void> => writeSettings(data, (settings = { ...settings, ...more }));
  await configure(options.settings ?? {});
  const place = [vscode.serverMain, "--accept-server-license-terms", "--server-data-dir", data];
  if (vsix) await succeed(vscode.node, [...place, "--install-extension", vsix, "--force"]);
  const token = newToken();
  const tokenFile = await keepToken(data, token);
  const args = [vscode.serverMain, ...START, ...QUIET, "--server-data-dir", data, "--port", String(port)];
  args.push("--connection-token-file", tokenFile);
  if (!trust) args.push("--disable-workspace-trust");
  if (driver) args.push("--enable-smoke-test-driver");
  const child = spawn(vscode.node, args, {
    detached: true,
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  const keep = (chunk: Buffer): void => void (log += chunk.toString());
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  // A test program that crashes must not leave a server behind, which leads a group of its own.
  const abandon = (): void => signalGroup(child, "SIGKILL");
  process.once("exit", abandon);
  const stop = async (): Promise<void> => {
    await end(child);
    process.off("exit", abandon);
    if (options.data) await rm(tokenFile, { force: true });
    else await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const listening = await ready(child, () => log).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const origin = `http://127.0.0.1:${listening}`;
  const address: Server["address"] = (query) => addressWith(listening, token, query);
  return { vscode, port: listening, origin, data, address, configure, log: () => log, stop };
}

async function writeSettings(data: string, settings: Settings): Promise<void> {
  // Some settings count only as the machine's and others, such as remote.extensionKind, only as the user's.
  for (const scope of ["Machine", "User"]) {
    const folder = join(data, "data", scope);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "settings.json"), JSON.stringify(settings, undefined, 2));
  }
}

function ready(child: ChildProcess, log: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const give = (): void => {
      const port = /Extension host agent listening on (\d+)/.exec(log())?.[1];
      if (port) settle(() => resolve(Number(port)));
    };
    const fail = (why: string) => (): void => settle(() => reject(new Error(`VS Code ${why}:\n${log()}`)));
    const timer = setTimeout(fail("did not start within 60 seconds"), 60_000);
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      child.stdout?.off("data", give);
      act();
    };
    child.stdout?.on("data", give);
    child.once("exit", fail("ended while starting"));
    child.once("error", fail("could not be started"));
  });
}

/** The server leads its own group, so its extension hosts and terminals end with it. */
function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // All of it has ended by itself.
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  signalGroup(child, "SIGTERM");
  const timer = setTimeout(() => signalGroup(child, "SIGKILL"), 3000);
  await gone;
  clearTimeout(timer);
  signalGroup(child, "SIGKILL");
}
