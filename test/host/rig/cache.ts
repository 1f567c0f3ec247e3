import { mkdtemp, mkdir, rename, rm } from "node:fs/promises";
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

/**
 * The folder `name` of the cache, filled by `fill` if it is not there yet.
 *
 * It is filled under another name and renamed at the end, so an install that was killed half-way is never
 * taken for a whole one, and two that run at once do no harm: the second finds the first's and drops its own.
 */
export async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const root = cacheRoot();
  const target = join(root, name);
  if (existsSync(target)) return target;
  await mkdir(root, { recursive: true });
  const partial = await mkdtemp(join(root, `partial-${name}-`));
  try {
    await fill(partial);
    await rename(partial, target).catch((error: unknown) => {
      if (!existsSync(target)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return target;
}
