import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { withSharedWorker } from "../../host/rig/webview-worker";

const digest = (text: string): string => createHash("sha256").update(text).digest("base64");
const page = (script: string, named = digest(script)): string =>
  `<meta content="script-src 'sha256-${named}' 'self'">\n<script async type="module">${script}</script>`;
const OWN = "register(`service-worker.js?v=4&id=${ID}&remote=1`); const $& = 1;";
const SHARED = "register(`service-worker.js?v=4&remote=1`); const $& = 1;";

describe("the service worker of webviews", () => {
  it("is one for all, and the page's policy names the script that says so", () => {
    assert.equal(withSharedWorker(page(OWN)), page(SHARED));
  });

  it("stays as it is where it is shared already, or where the page is not as it is known", () => {
    for (const known of [page(SHARED), page(OWN, "another"), "<html></html>"]) {
      assert.equal(withSharedWorker(known), known);
    }
  });
});
