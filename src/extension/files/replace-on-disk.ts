import { randomBytes } from "node:crypto";
import {
  access,
  chmod,
  chown,
  constants,
  open,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Stats } from "node:fs";
import type { ReplaceFile } from "./file-writer";

const missing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

/** The file that a path means: a link stays what it is, and what it leads to is replaced, be it there or not. */
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!missing(error)) throw error;
    return readlink(path).then(
      (link) => resolve(dirname(path), link),
      () => path,
    );
  }
}

const statOf = (path: string): Promise<Stats | undefined> =>
  stat(path).catch((error: unknown) => {
    if (missing(error)) return undefined;
    throw error;
  });

/** Writes a new file, all of it down to the disk, with the rights of the one that it is to replace. */
async function writeBeside(path: string, bytes: Uint8Array, old: Stats | undefined): Promise<void> {
  const file = await open(path, "wx", old ? old.mode & 0o777 : 0o666);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  if (!old) return;
  // Only root can give a file away; anyone else's becomes theirs who saves it.
  await chown(path, old.uid, old.gid).catch(() => undefined);
  await chmod(path, old.mode & 0o7777);
}

/**
 * Replaces a file on this machine's disk at once: its bytes are written beside it under another name, which then becomes
 * its own. Whatever goes wrong, on a full disk for instance, the file is as it was, and nothing is left beside it.
 */
export const replaceOnDisk: ReplaceFile = async (path, bytes) => {
  const target = await targetOf(path);
  const old = await statOf(target);
  // A rename would get around a file's own protection, and put a file in the place of a device.
  if (old) await access(target, constants.W_OK);
  if (old && !old.isFile()) return writeFile(target, bytes);
  const beside = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    await writeBeside(beside, bytes, old);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
};
