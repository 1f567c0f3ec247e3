import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { finish, succeed } from "./command";
import { ROOT } from "./project";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
];
const APPLICATIONS = ["Google Chrome", "Chromium", "Microsoft Edge"];

function onThisMachine(): string | undefined {
  const chosen = process.env["DROPOUT_EXPLORER_BROWSER"];
  if (chosen) return chosen;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  if (process.platform === "darwin")
    candidates.push(...APPLICATIONS.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`));
  return [...candidates, chromium.executablePath()].find((path) => existsSync(path));
}

/** Words before `apt-get` that make it run as root without asking, or undefined where that is not to be had. */
async function rootWords(): Promise<readonly string[] | undefined> {
  if (!existsSync("/usr/bin/apt-get")) return undefined;
  if (process.getuid?.() === 0) return [];
  return (await finish("sudo", ["-n", "true"])).code === 0 ? ["sudo", "-n"] : undefined;
}

async function byApt(): Promise<void> {
  const words = await rootWords();
  if (!words) return;
  process.stderr.write("Installing Chromium with apt-get (once) ...\n");
  const apt = (...args: string[]) => {
    const [command, ...rest] = [...words, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", ...args] as [
      string,
    ];
    return finish(command, rest);
  };
  await apt("update");
  // Without a font, a label is a row of empty boxes.
  const { code, output } = await apt("install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core");
  if (code !== 0) process.stderr.write(`  apt-get could not:\n${output.trimEnd().split("\n").slice(-5).join("\n")}\n`);
}

async function byPlaywright(): Promise<void> {
  process.stderr.write("Downloading Playwright's Chromium (once) ...\n");
  await succeed("npx", ["playwright-core", "install", "chromium"], { cwd: ROOT }).catch((error: unknown) =>
    process.stderr.write(`  ${String(error)}\n`),
  );
}

/** The path of a Chromium, Chrome or Edge: one that is found, else one that is installed here and now. */
export async function findBrowser(): Promise<string> {
  for (const install of [undefined, byApt, byPlaywright]) {
    await install?.();
    const found = onThisMachine();
    if (found) return found;
  }
  throw new Error(
    "No Chromium, Chrome or Edge was found and none could be installed. Install one of them, or name its program in DROPOUT_EXPLORER_BROWSER.",
  );
}
