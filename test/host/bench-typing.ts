/**
 * `npm run bench:typing`: for how many milliseconds each handler of the packaged extension keeps its host from anything
 * else while a file of 10,000 lines, with 400 models, is opened and typed in, in the Node and the web worker host of a
 * real VS Code: median, 99th percentile and most.
 */
import { launchBrowser } from "./rig/chromium";
import { HOSTS, type Host } from "./rig/hosts";
import { runSuite } from "./rig/suite";
import { SETTINGS } from "../../src/extension/base/ids";
import { TIMED_SETTING } from "../../src/extension/base/timed";

/** The same host, for this suite alone, with handlers that leave measures. */
const timed = (host: Host): Host => ({
  ...host,
  name: `typing-${host.name}`,
  suites: ["typing"],
  settings: (extension) => ({ ...host.settings(extension), [`${SETTINGS.section}.${TIMED_SETTING}`]: true }),
});

async function main(): Promise<void> {
  const browser = await launchBrowser();
  try {
    for (const host of HOSTS.filter(({ name }) => name === "node-newest" || name === "web-worker")) {
      console.log(`\n${host.name}, milliseconds`);
      const { failed } = await runSuite(browser, timed(host));
      if (failed > 0) process.exitCode = 1;
    }
  } finally {
    await browser.close();
  }
}

void main();
