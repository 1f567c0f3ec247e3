/**
 * `npm run bench:activation [-- WINDOWS]`: the milliseconds of loading the packaged extension and calling its `activate`,
 * median and 95th percentile:
 *
 * - in windows of the oldest and of the newest VS Code, each with an extension host of its own, as "Developer: Startup
 *   Performance" gives it. A command activates it once VS Code has started: while that starts, what all extensions take is
 *   said of each;
 * - in new processes of the Node that these run, where `vscode` is a stand-in and nothing else runs.
 */
import { join } from "node:path";
import { succeed } from "./rig/command";
import { installVSCode } from "./rig/install";
import { readProject, ROOT } from "./rig/project";
import type { VSCodeVersion } from "./rig/versions";
import { Workbench } from "./rig/workbench";
import { newWorkspace } from "./rig/workspace";
import { spread } from "./view/figures";

const WINDOWS = 10;
const PROCESSES = 100;
const NUMBER = String.raw`\| (\d+) +`;
/** Our row in VS Code's table of activations: loading the code, calling `activate`, waiting for it, and the event. */
const FIGURES = new RegExp(String.raw`\| ${readProject().id} +\| \w+ +${NUMBER}${NUMBER}${NUMBER}\| (\w+)`);
/** Milliseconds after which a window has started. */
const STARTED = 5000;

/** The activation in a window that was just opened; null where something else than the command activated us before. */
async function activation(code: Workbench): Promise<number | null> {
  await code.page.waitForTimeout(STARTED);
  await code.quickInput.run("Dropout Explorer: Explore Layers…");
  await code.quickInput.message.waitFor();
  await code.quickInput.input.press("Escape");
  await code.quickInput.input.waitFor({ state: "hidden" });
  await code.quickInput.run("Developer: Startup Performance");
  const [, load, activate, , event] = FIGURES.exec(await editorText(code)) ?? [];
  await code.quickInput.run("View: Close All Editors");
  return event === "onCommand" ? Number(load) + Number(activate) : null;
}

/** What the editor in front says, once it says anything of us. */
async function editorText(code: Workbench): Promise<string> {
  for (let attempt = 0; attempt < 30; attempt++) {
    await code.page.waitForTimeout(1000);
    await code.page.keyboard.press("Control+A");
    const text = await code.copied(() => code.page.keyboard.press("Control+C"));
    if (FIGURES.test(text)) return text;
  }
  throw new Error("VS Code does not say how long the activation took");
}

async function inWindows(version: VSCodeVersion["name"], samples: number): Promise<number[]> {
  const times: (number | null)[] = [];
  const counted = (): number[] => times.filter((time) => time !== null);
  while (counted().length < samples) {
    const workspace = await newWorkspace();
    const code = await Workbench.open({ folder: workspace.folder, version });
    try {
      // VS Code opens its settings in the first window or in the next, by version, which activates us while it starts.
      times.push(await activation(code));
      await code.reload();
      times.push(await activation(code));
    } finally {
      await code.close();
      await workspace.remove();
    }
  }
  return counted();
}

async function inProcesses(node: string, samples: number): Promise<number[]> {
  const script = [join(__dirname, "activation", "in-node.cjs"), join(ROOT, "dist", "extension.js")];
  const times: number[] = [];
  while (times.length < samples) {
    const [load, activate] = JSON.parse(await succeed(node, script)) as [number, number];
    times.push(load + activate);
  }
  return times;
}

function print(name: string, times: readonly number[]): void {
  const { median, p95 } = spread(times);
  console.log(`${name.padEnd(28)} ${median?.toFixed(1).padStart(7)} / ${p95?.toFixed(1)}   (${times.length})`);
}

async function main(): Promise<void> {
  const windows = Number(process.argv[2] ?? WINDOWS);
  console.log("Milliseconds, median / 95th percentile (of how many)\n");
  for (const name of ["oldest", "newest"] as const) {
    const { version, node } = await installVSCode(name);
    print(`window of VS Code ${version.vscode}`, await inWindows(name, windows));
    print(`process of Node ${(await succeed(node, ["--version"])).trim()}`, await inProcesses(node, PROCESSES));
  }
}

void main();
