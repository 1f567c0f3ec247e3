import assert from "node:assert/strict";
import type { FrameLocator, Locator } from "playwright-core";

/** The figures of one row of the table, as they are written. */
export interface Row {
  readonly eval: string;
  readonly unscaled: string;
  readonly train: string;
}

/** Waits until `holds` gives something true, and gives it. */
export async function until<T>(what: string, holds: () => Promise<T | false | null | undefined>): Promise<T> {
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    const found = await holds();
    if (found !== false && found !== null && found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Waited in vain for ${what}`);
}

/** A number as the page writes it: with a minus sign of its own and spaces in its thousands. */
export function numberIn(text: string | undefined): number {
  const value = Number((text ?? "").replace(/\s|%/g, "").replace("\u2212", "-"));
  assert.ok(text && Number.isFinite(value), `"${text ?? ""}" isn't a number`);
  return value;
}

/** Asserts that a measured number lies within four standard errors of what it estimates. */
export function isNear(text: string | undefined, expected: number, standardError: number, what: string): void {
  const distance = Math.abs(numberIn(text) - expected);
  // The page rounds to four digits.
  const rounding = 0.0006 * Math.abs(expected);
  assert.ok(distance <= 4 * standardError + rounding, `${what} is ${text ?? ""}, expected ${expected}`);
}

/** One application as a person finds it, in the sidebar, a panel or a custom editor. */
export class Explorer {
  readonly canvas: Locator;
  readonly sentence: Locator;
  readonly trials: Locator;
  /** What is wrong, at its field. */
  readonly issues: Locator;
  /** What is wrong, under the picture that stays. */
  readonly notRun: Locator;
  readonly layer: Locator;

  constructor(readonly frame: FrameLocator) {
    this.canvas = frame.locator("dx-histogram canvas");
    this.sentence = frame.locator(".dx-sentence");
    this.trials = frame.locator(".dx-trials");
    this.issues = frame.locator(".dx-issue[id]");
    this.notRun = frame.locator(".dx-issue:not([id])");
    this.layer = frame.locator(".dx-layer");
  }

  slider(layer: number): Locator {
    return this.frame.getByRole("slider", { name: `p of layer ${layer}`, exact: true });
  }

  /** The number beside the slider. */
  p(layer: number): Locator {
    return this.field(`p of layer ${layer} as a number`);
  }

  field(name: string): Locator {
    return this.frame.getByRole("textbox", { name, exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole("button", { name, exact: true });
  }

  menu(name: string): Locator {
    return this.frame.locator(`vscode-single-select[label="${name}"]`);
  }

  /** What a menu shows as chosen. */
  async chosen(name: string): Promise<string> {
    return (await this.menu(name).locator(".select-face .text").innerText()).trim();
  }

  async choose(menu: string, option: string): Promise<void> {
    await this.menu(menu).click();
    await this.menu(menu).getByRole("option", { name: option, exact: true }).click();
  }

  /** Types over what is in a field, as a person does, and leaves it. */
  async type(field: Locator, text: string): Promise<void> {
    await field.fill(text);
    await field.press("Tab");
  }

  /** Opens a part of the page that may be open already. */
  async unfold(title: string | RegExp): Promise<void> {
    const button = this.frame.getByRole("button", { name: title }).and(this.frame.locator("[aria-expanded]"));
    if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
  }

  /** Waits until the page has drawn what was done to it, and the run of that has ended. */
  async rest(): Promise<void> {
    await this.drawn();
    await this.frame.locator(".dx-status.dx-done").waitFor();
    await this.drawn();
  }

  /** The same for a run that a slow machine asks about first: a person presses Run. */
  async restAsked(): Promise<void> {
    await this.drawn();
    await this.frame.locator(".dx-status:is(.dx-done, .dx-waiting)").waitFor();
    if ((await this.frame.locator(".dx-status.dx-waiting").count()) > 0) await this.button("Run").click();
    await this.rest();
  }

  /** Two frames: what was done is on the page. */
  async drawn(): Promise<void> {
    await this.frame
      .locator("body")
      .evaluate(
        () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
      );
  }

  /** The table that is in sight, row by row; rows that are folded are left out. */
  async table(): Promise<Readonly<Partial<Record<string, Row>>>> {
    const rows = await this.frame.locator(".dx-table tbody tr:visible").all();
    const entries = await Promise.all(
      rows.map(async (row) => {
        // The explanations of terms are hidden, and no part of a figure.
        const [title = "", evaluation = "", unscaled = "", train = ""] = await row
          .locator("th, td")
          .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).innerText.trim()));
        return [title, { eval: evaluation, unscaled, train }] as const;
      }),
    );
    return Object.fromEntries(entries);
  }

  /** What the canvas says to people who do not see it: another picture has other words. */
  async picture(): Promise<string> {
    return (await this.canvas.getAttribute("aria-label")) ?? "";
  }

  /** Numbers of layers in the editor of the network, by their kinds. */
  async kinds(): Promise<readonly string[]> {
    return this.frame.locator('vscode-single-select[label^="Kind of layer"] .select-face .text').allInnerTexts();
  }
}
