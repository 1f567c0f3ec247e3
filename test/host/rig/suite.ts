import type { Browser, Page } from "playwright-core";
import { eventIn, type HostEvent } from "../in-host/events";
import { buildHarness, type Harness } from "./bundle";
import type { Counts } from "./counts";
import type { Host } from "./hosts";
import { installVSCode } from "./install";
import { readProject, RESULTS, VSIX } from "./project";
import { startServer, type Server } from "./server";
import { newWorkspace } from "./workspace";

const LONGEST = 5 * 60_000;

const MARKS = { pass: "✓", skip: "-", fail: "✗" } as const;

function print(event: HostEvent): void {
  if (event.kind === "note") {
    console.log(event.text);
    return;
  }
  console.log(`  ${MARKS[event.kind]} ${event.title}`);
  if (event.kind === "fail") console.log(event.reason.replace(/^/gm, "      "));
}

/** The address that makes the workbench run a suite in the extension host of `folder`. */
function address(server: Server, harness: Harness, folder: string): string {
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${server.port}${path}`;
  const payload = [
    ["extensionDevelopmentPath", remote(harness.folder)],
    ["extensionTestsPath", remote(harness.suite)],
    ["skipWelcome", "true"],
  ];
  return server.address({ folder, payload: JSON.stringify(payload) });
}

/** Loads the page and gathers what its suite tells, until it says that it has ended. */
async function drive(page: Page, url: string, onEvent: (event: HostEvent) => void): Promise<number> {
  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => (end = resolve));
  await page.exposeFunction("codeAutomationExit", (code: number) => end(code));
  await page.exposeFunction("codeAutomationLog", (_type: string, args: unknown) => {
    const line = Array.isArray(args) ? args.join(" ") : String(args);
    const event = eventIn(line);
    if (event) onEvent(event);
    else if (process.env["DROPOUT_EXPLORER_VERBOSE"]) console.log(`    | ${line}`);
  });
  await page.goto(url);
  const late = new Promise<never>((_resolve, reject) =>
    setTimeout(() => reject(new Error(`The suite did not end within ${LONGEST / 60_000} minutes`)), LONGEST).unref(),
  );
  return Promise.race([ended, late]);
}

/** Runs the suites of one host inside a real VS Code, against the installed package, and prints every test. */
export async function runSuite(browser: Browser, host: Host, vsix: string = VSIX): Promise<Counts> {
  const harness = await buildHarness(host.name, host.platform, host.suites);
  const vscode = await installVSCode(host.version);
  const workspace = await newWorkspace();
  const server = await startServer(vscode, {
    vsix,
    driver: true,
    trust: host.restricted ?? false,
    settings: host.settings(readProject().id),
  });
  const page = await browser.newPage({ locale: "en-US" });
  const counts = { pass: 0, fail: 0, skip: 0, note: 0 };
  try {
    const code = await drive(page, address(server, harness, workspace.folder), (event) => {
      counts[event.kind] += 1;
      print(event);
    });
    // A suite that breaks while it is loaded, or finds no test, fails without any test that fails.
    if (code !== 0 && counts.fail === 0) throw new Error(`The suite ended with code ${code}`);
  } catch (error) {
    counts.fail += 1;
    console.log(`  ✗ ${String(error)}\n${server.log().slice(-4000)}`);
    await page.screenshot({ path: `${RESULTS}/screenshots/${host.name}-failed.png` }).catch(() => undefined);
  } finally {
    await page.close();
    await server.stop();
    await workspace.remove();
  }
  return { part: host.name, passed: counts.pass, failed: counts.fail, skipped: counts.skip };
}
