import { mkdtemp, mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where downloads are kept between runs: `$DROPOUT_EXPLORER_CACHE`, or the platform's folder for caches. */
export function cacheRoot(): string {
  const chosen = process.env["DROPOUT_EXPLORER_CACHE"];
  if (chosen) return chosen;
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "dropout-explorer");
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "dropout-explorer");
}

/** Milliseconds after which a folder that nobody fills any more is taken for left behind. */
const PATIENCE = 10 * 60_000;
const PARTIAL = "partial-";

/** Removes what installs left behind that were killed half-way; a folder that another process is filling stays. */
async function tidy(root: string, patience: number): Promise<void> {
  const names = await readdir(root).catch(() => []);
  const partial = names.filter((name) => name.startsWith(PARTIAL)).map((name) => join(root, name));
  for (const folder of partial) {
    // Another process may be removing the same one, or have renamed it; what stays is for the next time.
    const touched = await stat(folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => Infinity,
    );
    if (Date.now() - touched > patience) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Touches a folder until the function that it returns is called: so other processes see that it is being filled. */
function touching(folder: string, patience: number): () => void {
  const touch = (): void => void utimes(folder, new Date(), new Date()).catch(() => undefined);
  const timer = setInterval(touch, patience / 10);
  return () => clearInterval(timer);
}

/**
 * The folder `name` of the cache, filled by `fill` if it is not there yet.
 *
 * It is filled under another name and renamed at the end, so an install that was killed half-way is never
 * taken for a whole one, and two that run at once do no harm: the second finds the first's and drops its own.
 * What a killed one leaves is removed by the next call.
 */
export async function cached(
  name: string,
  fill: (folder: string) => Promise<void>,
  patience: number = PATIENCE,
): Promise<string> {
  const root = cacheRoot();
  const target = join(root, name);
  await tidy(root, patience);
  if (existsSync(target)) return target;
  await mkdir(root, { recursive: true });
  const partial = await mkdtemp(join(root, `${PARTIAL}${name}-`));
  const filled = touching(partial, patience);
  try {
    await fill(partial);
    await rename(partial, target).catch((error: unknown) => {
      if (!existsSync(target)) throw error;
    });
  } finally {
    filled();
    await rm(partial, { recursive: true, force: true });
  }
  return target;
}
