import type { Locator, Page } from "playwright-core";

/** The box at the top of the window: command palette, input boxes, quick picks, file dialogs. */
export class QuickInput {
  readonly input: Locator;
  readonly rows: Locator;
  /** What the box says below its input: a prompt, or why it refuses what was typed. */
  readonly message: Locator;

  constructor(private readonly page: Page) {
    const box = page.locator(".quick-input-widget").filter({ visible: true });
    this.input = box.locator("input.input");
    this.rows = box.locator(".quick-input-list .monaco-list-row");
    this.message = box.locator(".quick-input-message");
  }

  /** Types over what is in the box. */
  async type(text: string): Promise<void> {
    await this.input.waitFor();
    await this.input.fill(text);
  }

  /** Types and accepts. */
  async answer(text: string): Promise<void> {
    await this.type(text);
    await this.input.press("Enter");
  }

  /** Chooses the first row that shows `text`. */
  async pick(text: string | RegExp): Promise<void> {
    await this.rows.filter({ hasText: text }).first().click();
  }

  /** Opens the command palette and waits for it: while VS Code starts, the key is not yet bound. */
  async open(): Promise<void> {
    for (let attempt = 0; attempt < 30; attempt++) {
      await this.page.keyboard.press("F1");
      const shown = this.input.waitFor({ timeout: 1000 });
      if (
        await shown.then(
          () => true,
          () => false,
        )
      )
        return;
    }
    throw new Error("The command palette does not open");
  }

  /** The titles that the palette offers for `text`, whether or not they would run. */
  async offers(text: string): Promise<readonly string[]> {
    await this.open();
    await this.type(`>${text}`);
    await this.rows.first().waitFor();
    const titles = await this.rows.locator(".quick-input-list-row:first-child .label-name").allTextContents();
    await this.input.press("Escape");
    await this.input.waitFor({ state: "hidden" });
    return titles;
  }

  /** Runs a command as a person does, by its full title (`Category: Title`). */
  async run(title: string): Promise<void> {
    const exact = this.rows.filter({ has: this.page.getByText(title, { exact: true }) }).first();
    // A palette that was opened before VS Code knew the extension's commands does not learn of them.
    for (let attempt = 0; attempt < 10; attempt++) {
      await this.open();
      // It closes where something else takes the focus while it opens.
      const typed = this.input.fill(`>${title}`, { timeout: 2000 });
      const shown = typed.then(() => exact.waitFor({ timeout: 2000 }));
      if (
        await shown.then(
          () => true,
          () => false,
        )
      )
        break;
      if (await this.input.isVisible()) await this.input.press("Escape");
    }
    await exact.click();
  }
}
