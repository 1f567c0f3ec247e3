/** `npm run test:host [name …]`: the suites in every extension host, or in those named. */
import { launchBrowser } from "./rig/chromium";
import { recordCounts, totalLine } from "./rig/counts";
import { HOSTS } from "./rig/hosts";
import { runSuite } from "./rig/suite";

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !HOSTS.some((host) => host.name === name));
  if (unknown.length > 0)
    throw new Error(`No host is called ${unknown.join(", ")}; there are ${HOSTS.map(({ name }) => name).join(", ")}`);
  const browser = await launchBrowser();
  let failed = false;
  try {
    for (const host of HOSTS.filter(({ name }) => names.length === 0 || names.includes(name))) {
      console.log(`\n${host.name}`);
      const counts = await runSuite(browser, host);
      console.log(`  ${totalLine(counts)}`);
      recordCounts(counts);
      failed ||= counts.failed > 0 || counts.passed === 0;
    }
  } finally {
    await browser.close();
  }
  if (failed) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
