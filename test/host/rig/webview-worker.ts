import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The page around every webview, in the folder of a VS Code. */
const PAGE = join("out", "vs", "workbench", "contrib", "webview", "browser", "pre", "index.html");
/** What gives every webview a service worker of its own. */
const OWN = "&id=${ID}";

const digest = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
const scriptOf = (page: string): string => /<script async type="module">([^]*?)<\/script>/.exec(page)?.[1] ?? "";

/** The page with one service worker for all webviews; as it is where that is so already. */
export function withSharedWorker(page: string): string {
  const script = scriptOf(page);
  // The policy of the page names its script by its digest.
  if (!script.includes(OWN) || !page.includes(digest(script))) return page;
  const shared = script.replace(OWN, "");
  return page.replace(script, () => shared).replace(digest(script), () => digest(shared));
}

/**
 * Makes the webviews of VS Code 1.100 share one service worker, as those of later versions do.
 *
 * In 1.100 each registers one of its own, for its origin, which on a server is the same for all: a new one replaces the one
 * before. It waits until that has nothing left to do, and what a webview asked for that was closed before the answer came is
 * left to do for 30 seconds. So whatever opens next, a notebook or the sidebar, stays empty for half a minute, and two of
 * them for longer than any test waits. On a desktop each has an origin of its own, and nothing of that is to be seen.
 *
 * @param vscode The folder of the VS Code.
 */
export async function shareWebviewWorker(vscode: string): Promise<void> {
  const file = join(vscode, PAGE);
  const page = await readFile(file, "utf8");
  const shared = withSharedWorker(page);
  if (shared === page) return;
  // Another run may be reading it.
  const partial = `${file}.${process.pid}`;
  await writeFile(partial, shared);
  await rename(partial, file);
}
