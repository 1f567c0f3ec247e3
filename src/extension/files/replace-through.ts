/** The part of `vscode.workspace.fs` that replacing a file takes. */
export interface FileSystem<Uri> {
  stat(uri: Uri): PromiseLike<{ readonly type: number; readonly permissions?: number }>;
  readFile(uri: Uri): PromiseLike<Uint8Array>;
  writeFile(uri: Uri, content: Uint8Array): PromiseLike<void>;
  rename(source: Uri, target: Uri, options: { readonly overwrite: boolean }): PromiseLike<void>;
  delete(uri: Uri): PromiseLike<void>;
}

/** `vscode.FileType.SymbolicLink` and `vscode.FilePermission.Readonly`. */
const LINK = 64;
const READONLY = 1;

/** Thrown where a file system says that a file must not be written. */
export class ReadonlyFileError extends Error {
  readonly code = "NoPermissions";
}

const ignored = async (action: PromiseLike<unknown>): Promise<void> => {
  await Promise.resolve(action).catch(() => undefined);
};

/** Writes over a file, and puts back what was there where that fails: a full disk has room for it again. */
async function overwrite<Uri>(
  files: FileSystem<Uri>,
  file: Uri,
  bytes: Uint8Array,
  old: Uint8Array | undefined,
): Promise<void> {
  try {
    await files.writeFile(file, bytes);
  } catch (error) {
    await ignored(old ? files.writeFile(file, old) : files.delete(file));
    throw error;
  }
}

/**
 * Replaces a file of any file system, by writing it beside and renaming that. VS Code itself removes the old file before
 * a rename, so that this is nearly at once; what cannot be written is never begun. Two kinds of files are written over
 * instead: links, which a rename would replace, and those of file systems that know no rename, as some virtual ones do not.
 *
 * @param beside A name that is free, in the same folder.
 */
export async function replaceThrough<Uri>(
  files: FileSystem<Uri>,
  file: Uri,
  beside: Uri,
  bytes: Uint8Array,
): Promise<void> {
  const known = await Promise.resolve(files.stat(file)).catch(() => undefined);
  if (known && ((known.permissions ?? 0) & READONLY) !== 0) throw new ReadonlyFileError("the file is read-only");
  const old = known && (await files.readFile(file));
  if (known && (known.type & LINK) !== 0) return overwrite(files, file, bytes, old);
  try {
    await files.writeFile(beside, bytes);
  } catch (error) {
    await ignored(files.delete(beside));
    throw error;
  }
  try {
    await files.rename(beside, file, { overwrite: true });
  } catch {
    await ignored(files.delete(beside));
    await overwrite(files, file, bytes, old);
  }
}
