import { existsSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./project";

/** The sample files that ship in the repository. */
export const SAMPLES = join(ROOT, "media", "samples");

/** A folder of one's own with the samples in it, to be written in; `remove` ends it. */
export interface Workspace {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Copies the samples into a new folder. */
export async function newWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), "dropout-explorer-workspace-"));
  if (existsSync(SAMPLES)) await cp(SAMPLES, folder, { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
