import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import { createEngine, workersFor } from "../engine/index";
import { defineElements } from "../views/elements";
import { spawnFromUri } from "../workers/webview";
import { Application } from "./application";
import { pageClock } from "./clock";
import { logFailures } from "./failures";
import { hostOf, type VsCodeApi } from "./host";
import { mount } from "./page/mount";
import { pageElement } from "./page-element";

declare function acquireVsCodeApi(): VsCodeApi;

const randomSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

defineElements();
const host = hostOf(acquireVsCodeApi(), window);
logFailures(window, host);
const app = new Application({
  host,
  clock: pageClock,
  randomSeed,
  engineOf: (workerUri) =>
    createEngine({ spawn: spawnFromUri(workerUri), workers: workersFor(navigator.hardwareConcurrency) }),
});
mount(app, pageElement("app"), pageClock);
app.start();
