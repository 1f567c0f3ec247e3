import type { FrameLocator, Locator, Page } from "playwright-core";

/** The iframes that VS Code shows for webviews of `extension` and that can be seen now; each of `rest` is one way to be meant. */
function outer(page: Page, extension: string, ...rest: readonly string[]): Locator {
  const frame = `iframe.webview.ready[src*="extensionId=${extension}"]`;
  return page.locator(rest.map((which) => `${frame}${which}`).join(", ")).filter({ visible: true });
}

// A webview that was hidden and is shown again has lost its purpose: then only its place tells a view from an editor.
const BESIDE = [":left-of(.part.editor)", ":right-of(.part.editor)", ":below(.part.editor)"];

// Each webview is a document in a document: VS Code's own, and in it the extension's.
const inner = (frame: Locator): FrameLocator => frame.contentFrame().frameLocator("iframe#active-frame");

/** The document of the extension's webview view, in either sidebar or the panel. */
export function viewFrame(page: Page, extension: string): FrameLocator {
  return inner(outer(page, extension, `[src*="purpose=webviewView"]`, ...BESIDE).first());
}

/**
 * The document of the webview in the editor area, be it a free panel or a custom editor: VS Code tells neither
 * purpose. Where editors stand side by side, `nth` counts them in the order in which they were first shown.
 */
export function editorFrame(page: Page, extension: string, nth = 0): FrameLocator {
  const between = BESIDE.map((place) => `:not(${place})`).join("");
  return inner(outer(page, extension, `:not([src*="purpose="])${between}`).nth(nth));
}

/** The document of a notebook's outputs. */
export function outputFrame(page: Page): FrameLocator {
  return inner(page.locator(`iframe.webview.ready[src*="purpose=notebookRenderer"]`).filter({ visible: true }).first());
}

/** Waits until every webview that is seen has taken over a theme. */
export async function followTheme(page: Page, bodyClass: string): Promise<void> {
  const frames = await page.locator("iframe.webview.ready").filter({ visible: true }).all();
  for (const frame of frames) await inner(frame).locator(`body.${bodyClass}`).waitFor({ state: "attached" });
}
