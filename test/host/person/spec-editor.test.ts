import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { useWorkbench } from "../rig/person";
import { Explorer, isNear, numberIn, until } from "./explorer";
import { cutOff } from "./layout";

const NAME = "article.dropout.json";

describe("a person who edits a spec file in its own editor", () => {
  const session = useWorkbench({ size: { width: 1440, height: 900 } });
  const editor = () => new Explorer(session.code.editor());
  const p = () => editor().p(0);
  const file = () => readFile(join(session.folder, NAME), "utf8");
  const dirty = () => session.code.page.locator(".tabs-container .tab.dirty", { hasText: NAME });
  const key = (keys: string) => session.code.page.keyboard.press(keys);
  let original = "";

  /** Writes over all of the text in the text editor, as a person does who pastes. */
  async function paste(text: string): Promise<void> {
    await session.code.page.locator(".monaco-editor .view-lines").filter({ visible: true }).first().click();
    await session.code.page.evaluate((all) => navigator.clipboard.writeText(all), text);
    await key("Control+a");
    await key("Control+v");
  }

  before("wait until VS Code knows the extension", async () => {
    original = await file();
    await session.code.openView();
  });

  it("opens it from the explorer's context menu", async () => {
    await session.code.contextMenu(await session.code.file(NAME), "Explore Spec File");
    await session.code.tab(NAME).waitFor();
    await editor().rest();
    assert.equal(await p().inputValue(), "0.4");
    assert.equal(await dirty().count(), 0);
    assert.deepEqual(await cutOff(session.code.editor()), []);
    await session.code.screenshot("person-spec-editor");
  });

  it("drags p: the file is marked as changed, and one Ctrl+Z takes all of the drag back", async () => {
    const { page } = session.code;
    const box = (await editor().slider(0).boundingBox()) ?? assert.fail("no slider");
    const at = (value: number): number => box.x + 7 + value * (box.width - 14);
    const y = box.y + box.height / 2;
    await page.mouse.move(at(0.4), y);
    await page.mouse.down();
    for (let i = 1; i <= 30; i++) {
      await page.mouse.move(at(0.4 + 0.01 * i), y);
      await page.waitForTimeout(20);
    }
    await page.mouse.up();
    await dirty().waitFor();
    await editor().rest();
    assert.ok(Math.abs(numberIn(await p().inputValue()) - 0.7) < 0.03, await p().inputValue());
    assert.equal(await file(), original);
    await key("Control+z");
    await until("the undo", async () => (await p().inputValue()) === "0.4");
    await dirty().waitFor({ state: "detached" });
    await key("Control+Shift+Z");
    await until("the redo", async () => Math.abs(numberIn(await p().inputValue()) - 0.7) < 0.03);
    await key("Control+z");
    await until("the undo", async () => (await p().inputValue()) === "0.4");
    await dirty().waitFor({ state: "detached" });
  });

  it("saves a change with every comment and all of the formatting as they were", async () => {
    await editor().type(p(), "0.3");
    await dirty().waitFor();
    await key("Control+s");
    await dirty().waitFor({ state: "detached" });
    assert.equal(await file(), original.replace('"p": 0.4', '"p": 0.3'));
  });

  it("keeps what is not valid out of the file", async () => {
    await editor().type(p(), "1.5");
    await editor().issues.first().waitFor();
    await session.code.page.waitForTimeout(400);
    assert.equal(await dirty().count(), 0);
    await key("Control+z");
    await editor().issues.first().waitFor({ state: "detached" });
    assert.equal(await p().inputValue(), "0.3");
  });

  it("follows the text beside it while that is edited", async () => {
    await editor().button("Show text").click();
    await session.code.page.locator(".monaco-editor .view-lines").filter({ visible: true }).first().waitFor();
    await paste(original.replace('"p": 0.4', '"p": 0.1').replace('"units": 100', '"units": 200'));
    await until("the editor to follow", async () => (await p().inputValue()) === "0.1");
    await editor().rest();
    const { mean } = await editor().table();
    assert.equal(mean?.eval, "200.0");
    isNear(mean.unscaled, 180, Math.sqrt(18) / 100, "the mean without scaling");
    assert.deepEqual(await cutOff(session.code.editor()), []);
    await session.code.screenshot("person-spec-beside");
  });

  it("says that broken text is none, keeps the picture, and goes on where the text is mended", async () => {
    const before = await editor().picture();
    await paste(original.replace('"layers": [', '"layers": '));
    const message = session.code.editor().locator(".dx-message.dx-error");
    await message.waitFor();
    assert.match(
      await message.innerText(),
      /has an error\. Fix it to continue; the picture shows the last valid version/,
    );
    assert.equal(await editor().picture(), before);
    await session.code.screenshot("person-spec-broken");
    await paste(original.replace('"p": 0.4', '"p": 1.5'));
    await until("the place", async () => /layers\[0\]\.p/.test(await message.innerText()));
    await paste(original.replace('"p": 0.4', '"p": 0.6'));
    await message.waitFor({ state: "detached" });
    assert.equal(await p().inputValue(), "0.6");
  });

  it("finds a change that was not saved again after the window was reloaded", async () => {
    await editor().type(p(), "0.65");
    await dirty().first().waitFor();
    const saved = await file();
    await session.code.page.waitForTimeout(1500);
    await session.code.reload();
    await editor().rest();
    assert.equal(await p().inputValue(), "0.65");
    await dirty().first().waitFor();
    assert.equal(await file(), saved);
    assert.deepEqual(session.code.errors, []);
  });
});
