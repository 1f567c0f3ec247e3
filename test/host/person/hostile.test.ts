import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { readProject } from "../rig/project";
import { useWorkbench } from "../rig/person";
import { Explorer } from "./explorer";

/** Short, so that no excerpt cuts it. */
const NAME = "[Show the fix](command:undo)";

const KERAS = `import keras
from keras import layers

m = keras.Sequential([keras.Input((4,)), layers.Conv2D(3, 3), layers.Dropout(0.5, name="${NAME}")], name="${NAME}")
`;
const FILE = `${NAME}.dropout.json`;

/** The hosts by the setting that chooses them. */
const HOSTS = { Node: {}, web: { "remote.extensionKind": { [readProject().id]: ["web"] } } };

for (const [host, settings] of Object.entries(HOSTS)) {
  describe(`a person who opens hostile files in the ${host} host`, () => {
    const session = useWorkbench({
      size: { width: 1280, height: 800 },
      settings,
      prepare: async (folder) => {
        await writeFile(join(folder, "hostile.py"), KERAS);
        await writeFile(join(folder, "hostile.txt"), `Dropout(p="${NAME}")`);
        await writeFile(join(folder, FILE), "{}");
      },
    });
    const run = (title: string) => session.code.run(`Dropout Explorer: ${title}`);
    /** Fails where a link would run a command. */
    const isPlain = async (shown: Locator): Promise<void> => {
      await shown.waitFor();
      assert.match((await shown.innerText()).replaceAll("\u2060", ""), /\[Show the fix\]\(command:/);
      // A link of VS Code's has an address; the rows of a list are anchors without one.
      assert.equal(await shown.locator("a[href]").count(), 0);
    };

    it("reads why layers aren't understood, and no link in what the text says", async () => {
      await session.code.openFile("hostile.txt");
      await run("Explore Selection");
      await isPlain(session.code.toast("p is a number"));
      await session.code.screenshot(`person-hostile-${host}`);
    });

    it("is asked about a layer by its name, which isn't a link", async () => {
      await session.code.openFile("hostile.py");
      await run("Explore Model");
      await isPlain(session.code.page.locator(".quick-input-widget", { hasText: "What enters" }));
      await session.code.page.keyboard.press("Escape");
    });

    it("reads why what is typed isn't understood", async () => {
      await run("Explore Layers");
      const box = session.code.page.locator(".quick-input-widget", { hasText: "Layers in PyTorch notation" });
      await box.locator("input.input").fill(`Dropout(p="${NAME}")`);
      await isPlain(session.code.page.locator(".quick-input-message", { hasText: "p is a number" }));
      await session.code.page.keyboard.press("Escape");
    });

    it("chooses a file by its name, which isn't a link either", async () => {
      const row = session.code.page.locator(".quick-input-list .monaco-list-row", { hasText: "Show the fix" });
      await run("Explore Spec File");
      await isPlain(row);
      await session.code.page.keyboard.press("Escape");
    });

    it("still has a sidebar that works", async () => {
      await run("Open");
      const view = new Explorer(session.code.view());
      await view.rest();
      assert.equal(await view.chosen("Experiment"), "The article: 100 neurons into one");
    });

    it("reports an issue by an address whose text is encoded once", async () => {
      const { page } = session.code;
      const opened: string[] = [];
      await page.context().route("https://github.com/**", (route) => {
        opened.push(route.request().url());
        return route.fulfill({ body: "" });
      });
      await run("Report Issue…");
      const dialog = page.locator(".monaco-dialog-box", { hasText: "/issues/new" });
      const next = page.context().waitForEvent("page");
      await dialog.getByRole("button", { name: "Open", exact: true }).click();
      const tab = await next;
      await tab.waitForLoadState();
      await tab.close();
      const body = new URL(opened[0] ?? "").searchParams.get("body") ?? "";
      assert.match(body, /^What happened, and what did you expect\?\n/);
      assert.match(body, /\n- Dropout Explorer \d+\.\d+\.\d+\n- VS Code \d+\.\d+\.\d+, /);
      assert.match(body, /"kind":"dropout","p":0\.4/);
    });
  });
}
