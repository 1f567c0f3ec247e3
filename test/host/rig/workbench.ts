import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from "playwright-core";
import { WORKER_NAME } from "../../../src/workers/blob";
import { launchBrowser } from "./chromium";
import { installVSCode } from "./install";
import { QuickInput } from "./palette";
import { readProject, RESULTS, VSIX, type Project } from "./project";
import { startServer, type Server, type ServerOptions } from "./server";
import type { VSCodeVersion } from "./versions";
import { editorFrame, followTheme, outputFrame, viewFrame } from "./webviews";

/** The color themes that pictures are taken in: its name, and the classes of the workbench and of a webview's body. */
const THEMES = {
  light: ["Default Light Modern", "vs", "vscode-light"],
  dark: ["Default Dark Modern", "vs-dark", "vscode-dark"],
  contrast: ["Default High Contrast", "hc-black", "vscode-high-contrast"],
  contrastLight: ["Default High Contrast Light", "hc-light", "vscode-high-contrast-light"],
} as const;

/** A color theme that every VS Code brings. */
export type Theme = keyof typeof THEMES;

/** What a workbench opens with. */
export interface WorkbenchOptions extends ServerOptions {
  readonly version?: VSCodeVersion["name"];
  /** The folder that is opened; tests may write in it. */
  readonly folder: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly theme?: Theme;
}

/** Whether an error on the console may be the extension's: VS Code colors its own, and misses files and a marketplace. */
const concerns = (text: string, extension: string): boolean =>
  text.includes(extension) || !/^%c|\b404\b|NAME_NOT_RESOLVED|An iframe which has both/.test(text);

/** A real VS Code in a real browser, with the packaged extension installed, used as a person uses it. */
export class Workbench {
  readonly quickInput: QuickInput;
  /** Errors on the browser's console, from the page and every webview, without VS Code's own noise. */
  readonly errors: string[] = [];

  private constructor(
    readonly page: Page,
    readonly server: Server,
    private readonly browser: Browser,
    private readonly project: Project,
  ) {
    this.quickInput = new QuickInput(page);
    page.on("console", (message) => {
      if (message.type() === "error" && concerns(message.text(), project.id)) this.errors.push(message.text());
    });
  }

  /** Starts everything and waits until the workbench can be used. `close` ends it. */
  static async open(options: WorkbenchOptions): Promise<Workbench> {
    const { version = "newest", folder, size = { width: 1280, height: 800 }, theme = "light", ...rest } = options;
    const settings = { "workbench.colorTheme": THEMES[theme][0], ...rest.settings };
    const [vscode, browser] = await Promise.all([installVSCode(version), launchBrowser()]);
    const server = await startServer(vscode, { vsix: VSIX, ...rest, settings });
    try {
      const context = await newContext(browser, size, server.origin);
      const workbench = new Workbench(await context.newPage(), server, browser, readProject());
      await workbench.page.goto(server.address({ folder }));
      await workbench.ready();
      return workbench;
    } catch (error) {
      await Promise.all([browser.close(), server.stop()]);
      throw error;
    }
  }

  private async ready(): Promise<void> {
    await this.page.locator(".part.activitybar").waitFor({ timeout: 60_000 });
    await this.page.locator(".part.statusbar .statusbar-item").first().waitFor({ timeout: 60_000 });
  }

  /** Clicks a container in the activity bar; without a title, the extension's own. Does nothing if it is open. */
  async openView(title: string = this.project.container): Promise<void> {
    if (!title) throw new Error("package.json contributes no view container to the activity bar");
    const label = this.page.locator(`.part.activitybar .action-label[aria-label^="${title}"]`).first();
    await label.waitFor();
    const open = this.page.locator(`.part.activitybar .action-item.checked .action-label[aria-label^="${title}"]`);
    if ((await open.count()) === 0) await label.click();
  }

  /** The document of the extension's view in the sidebar. */
  view(): FrameLocator {
    return viewFrame(this.page, this.project.id);
  }

  /** The document of the extension's panel or custom editor in the editor area. */
  editor(nth?: number): FrameLocator {
    return editorFrame(this.page, this.project.id, nth);
  }

  /** The document of the outputs of the open notebook. */
  outputs(): FrameLocator {
    return outputFrame(this.page);
  }

  /** A part of the window: "sidebar", "editor", "auxiliarybar", "statusbar", "panel", "titlebar". */
  part(name: string): Locator {
    return this.page.locator(`.part.${name}`);
  }

  /** Runs a command by the palette, by its full title. */
  async run(title: string): Promise<void> {
    await this.quickInput.run(title);
  }

  /** How many of the extension's workers run in the page and its webviews. */
  async workers(): Promise<number> {
    // One that ends meanwhile has no name any more.
    const names = this.page.workers().map((worker) => worker.evaluate(() => self.name).catch(() => ""));
    return (await Promise.all(names)).filter((name) => name === WORKER_NAME).length;
  }

  /** A notification that shows `text`; `await toast("…").waitFor()` waits for it. */
  toast(text: string | RegExp): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item", { hasText: text });
  }

  /** The tab of an open editor. */
  tab(title: string): Locator {
    return this.page.locator(".tabs-container .tab", { hasText: title });
  }

  /** A row of the file explorer, which is opened for it. */
  async file(name: string): Promise<Locator> {
    await this.openView("Explorer");
    return this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first();
  }

  /** Opens a file of the folder, with its default editor, and keeps it open. */
  async openFile(name: string): Promise<void> {
    await (await this.file(name)).dblclick();
    // Another group may have it, too.
    await this.tab(name).first().waitFor();
  }

  /** Chooses an entry of the context menu of whatever `on` finds. */
  async contextMenu(on: Locator, entry: string): Promise<void> {
    await on.click({ button: "right" });
    const item = this.page.locator(".monaco-menu .action-label", { hasText: entry }).first();
    await item.hover();
    // A menu takes a click that follows its opening too closely for the end of the one that opened it.
    await this.page.waitForTimeout(300);
    await item.click();
  }

  /** What `action` copies: the clipboard is emptied first, and waited for. */
  async copied(action: () => Promise<void>): Promise<string> {
    await this.page.evaluate(() => navigator.clipboard.writeText(""));
    await action();
    for (let attempt = 0; attempt < 100; attempt++) {
      const text = await this.page.evaluate(() => navigator.clipboard.readText());
      if (text) return text;
      await this.page.waitForTimeout(100);
    }
    throw new Error("Nothing was copied within ten seconds");
  }

  /** Changes the color theme and waits until the window and all webviews in sight follow. */
  async theme(theme: Theme): Promise<void> {
    const [name, workbenchClass, bodyClass] = THEMES[theme];
    await this.server.configure({ "workbench.colorTheme": name });
    await this.page.locator(`.monaco-workbench.${workbenchClass}`).waitFor();
    await followTheme(this.page, bodyClass);
  }

  /** Drags the border of the sidebar until it is `width` pixels wide, as far as VS Code lets it. */
  async resizeSidebar(width: number): Promise<void> {
    const box = await this.part("sidebar").boundingBox();
    if (!box) throw new Error("The sidebar is not open");
    const sashes = await this.page.locator(".monaco-sash.vertical:not(.disabled)").all();
    const boxes = await Promise.all(sashes.map((sash) => sash.boundingBox()));
    const right = box.x + box.width;
    const middles = boxes.flatMap((sash) => (sash ? [sash.x + sash.width / 2] : []));
    const grip = middles.sort((a, b) => Math.abs(a - right) - Math.abs(b - right))[0] ?? right;
    const y = box.y + box.height / 3;
    await this.page.mouse.move(grip, y);
    await this.page.mouse.down();
    await this.page.mouse.move(grip + width - box.width, y, { steps: 8 });
    await this.page.mouse.up();
  }

  /** Reloads the window and waits until it can be used again. By its command, which lets VS Code save its state. */
  async reload(): Promise<void> {
    await Promise.all([
      this.page.waitForEvent("load", { timeout: 60_000 }),
      this.quickInput.run("Developer: Reload Window"),
    ]);
    await this.ready();
  }

  /** Takes a picture of the window, or of one part, into test-results/screenshots; gives its path. */
  async screenshot(name: string, part?: Locator): Promise<string> {
    const path = join(RESULTS, "screenshots", `${name}.png`);
    await mkdir(dirname(path), { recursive: true });
    // A moved mouse would leave a hover in the picture.
    await this.page.mouse.move(0, 0);
    await (part ?? this.page).screenshot({ path });
    return path;
  }

  /** Ends browser and server. */
  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }
}

async function newContext(
  browser: Browser,
  viewport: { readonly width: number; readonly height: number },
  origin: string,
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport, locale: "en-US" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
  // What compiles the tests wraps functions in a helper that a function sent into a page does not find there.
  await context.addInitScript("globalThis.__name ??= (value) => value;");
  return context;
}
