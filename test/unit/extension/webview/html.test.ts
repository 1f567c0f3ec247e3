import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { contentSecurityPolicy, createNonce, pageHtml } from "../../../../src/extension/webview/html";

const page = {
  cspSource: "https://*.vscode-cdn.net",
  nonce: "abc123",
  script: 'https://host/a"b<c>&/app.js',
  styles: ["https://host/views.css", "https://host/app.css"],
  codicons: "https://host/codicon.css",
};

describe("The page of an application", () => {
  it("allows our script, our style sheets, fonts and files, workers from Blobs, and nothing else", () => {
    assert.equal(
      contentSecurityPolicy(page),
      "default-src 'none'; script-src 'nonce-abc123' 'wasm-unsafe-eval'; style-src https://*.vscode-cdn.net; " +
        "font-src https://*.vscode-cdn.net; connect-src https://*.vscode-cdn.net; worker-src blob:",
    );
  });

  it("carries that policy, and escapes what it is given", () => {
    const { document } = new JSDOM(pageHtml(page)).window;
    const policy = document.querySelector("meta[http-equiv='Content-Security-Policy']")?.getAttribute("content");
    assert.equal(policy, contentSecurityPolicy(page));
    assert.equal(document.querySelector("script")?.getAttribute("src"), page.script);
    assert.equal(document.querySelector("script")?.nonce ?? "", page.nonce);
    assert.equal(document.querySelector("#vscode-codicon-stylesheet")?.getAttribute("href"), page.codicons);
    assert.ok(document.querySelector("#app"));
  });

  it("has no inline script, style or handler", () => {
    const { document } = new JSDOM(pageHtml(page)).window;
    assert.equal([...document.querySelectorAll("script")].map(({ textContent }) => textContent).join(""), "");
    assert.equal(document.querySelectorAll("style, [style], [onclick], [onload]").length, 0);
  });

  it("has another nonce each time, of 128 bits", () => {
    assert.match(createNonce(), /^[0-9a-f]{32}$/);
    assert.notEqual(createNonce(), createNonce());
  });
});
