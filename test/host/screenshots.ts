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

/** The sample's classifier, explored from the line above it. */
async function code(workbench: Workbench): Promise<void> {
  await workbench.openFile("models.py");
  await workbench.page.locator(".codelens-decoration a", { hasText: "Explore" }).first().click();
  await workbench.editor().locator("canvas").first().waitFor();
  await workbench.openView();
  // Away from the icon, whose tooltip would stay.
  await workbench.page.mouse.move(720, 600);
  for (const theme of ["light", "dark"] as const) {
    await workbench.theme(theme);
    await picture(workbench, `code-${theme}`);
  }
}

async function main(): Promise<void> {
  await mkdir(TARGET, { recursive: true });
  const workspace = await newWorkspace();
  const workbench = await Workbench.open({ folder: workspace.folder, size: { width: 1440, height: 900 } });
  try {
    await workbench.openView();
    await workbench.view().locator("canvas").first().waitFor();
    for (const theme of ["light", "dark"] as const) await pictures(workbench, theme);
    await choose(workbench, 1);
    await workbench.run("Dropout Explorer: Open in Editor");
    await workbench.editor().locator("canvas").first().waitFor();
    await workbench.run("View: Toggle Primary Side Bar Visibility");
    for (const theme of ["light", "dark"] as const) {
      await workbench.theme(theme);
      await picture(workbench, `panel-${theme}`);
    }
    await workbench.run("View: Close All Editors");
    await workbench.run("View: Toggle Primary Side Bar Visibility");
    await code(workbench);
  } finally {
    await workbench.close();
    await workspace.remove();
  }
}

void main();
