/** `npm run screenshots`: makes the README's pictures from the packaged extension, as a person sees it. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "./rig/project";
import { Workbench, type Theme } from "./rig/workbench";
import { newWorkspace } from "./rig/workspace";

const TARGET = join(ROOT, "media", "screenshots");
/** Milliseconds for which a picture rests before it is taken: a run ends and the axes settle. */
const REST = 3000;

async function picture(code: Workbench, name: string, part?: string): Promise<void> {
  await code.page.waitForTimeout(REST);
  await code.page.mouse.move(0, 0);
  const path = join(TARGET, `${name}.png`);
  await (part === undefined ? code.page : code.part(part)).screenshot({ path });
  console.log(`media/screenshots/${name}.png`);
}

async function choose(code: Workbench, presetsDown: number): Promise<void> {
  await code.view().locator("vscode-single-select").first().click();
  for (let i = 0; i < presetsDown; i++) await code.page.keyboard.press("ArrowDown");
  await code.page.keyboard.press("Enter");
}

async function pictures(code: Workbench, theme: Theme): Promise<void> {
  await code.theme(theme);
  await picture(code, `sidebar-${theme}`, "sidebar");
}

async function main(): Promise<void> {
  await mkdir(TARGET, { recursive: true });
  const workspace = await newWorkspace();
  const code = await Workbench.open({ folder: workspace.folder, size: { width: 1440, height: 900 } });
  try {
    await code.openView();
    await code.view().locator("canvas").first().waitFor();
    for (const theme of ["light", "dark"] as const) await pictures(code, theme);
    await choose(code, 1);
    await code.run("Dropout Explorer: Open in Editor");
    await code.editor().locator("canvas").first().waitFor();
    await code.run("View: Toggle Primary Side Bar Visibility");
    for (const theme of ["light", "dark"] as const) {
      await code.theme(theme);
      await picture(code, `panel-${theme}`);
    }
  } finally {
    await code.close();
    await workspace.remove();
  }
}

void main();
