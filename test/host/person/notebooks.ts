import type { Workbench } from "../rig/workbench";
import type { Explorer } from "./explorer";

/** Opens a notebook as one: until VS Code has found its own notebook extension it takes the file for text. */
export async function openNotebook(code: Workbench, name: string): Promise<void> {
  const cell = code.page.locator(".notebookOverlay .code-cell-row").first();
  for (const patience of [4000, 8000, 16_000]) {
    await code.openFile(name);
    const opened = cell.waitFor({ timeout: patience });
    if (await opened.then(() => true, () => false)) return; // prettier-ignore
    await code.run("View: Close All Editors");
  }
  throw new Error(`${name} does not open as a notebook`);
}

/** Whether the first picture is drawn: a canvas that is blank has a single color. */
export const drawn = (explorer: Explorer): Promise<boolean> =>
  explorer.canvas.first().evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const pixels = (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
    return new Set(new Uint32Array(new Uint8Array(pixels).buffer)).size > 8;
  });
