import assert from "node:assert/strict";
import { useWorkbench } from "../rig/person";

describe("a person who has installed the package", () => {
  const session = useWorkbench();

  it("finds Dropout Explorer in the activity bar and opens it with a click", async () => {
    await session.code.openView();
    await session.code.view().locator("body").waitFor();
    await session.code.screenshot("installed");
    assert.deepEqual(session.code.errors, []);
  });

  it("finds its view again after the window is reloaded", async () => {
    await session.code.reload();
    await session.code.view().locator("body").waitFor();
  });
});
