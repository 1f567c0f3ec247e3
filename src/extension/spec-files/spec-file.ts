import { SPEC_SUFFIX } from "../base/ids";

/** The part of `vscode.Uri` that naming a file needs. */
export interface FilePlace<Self> {
  readonly path: string;
  with(change: { readonly path: string }): Self;
}

/** What must be known before a file is written that nobody named. */
export interface Questions<File> {
  readonly exists: (file: File) => PromiseLike<boolean>;
  /** Asks the person. */
  readonly mayReplace: (file: File) => PromiseLike<boolean>;
}

/**
 * The file to write for the one that was chosen in a save dialog: some dialogs know only `.json`, and the file is nothing
 * to us without its whole suffix. Where the suffix is added, the dialog did not ask about the file that is then meant.
 *
 * @returns undefined where the person does not want that file replaced.
 */
export async function specFileFor<File extends FilePlace<File>>(
  chosen: File,
  { exists, mayReplace }: Questions<File>,
): Promise<File | undefined> {
  if (chosen.path.endsWith(SPEC_SUFFIX)) return chosen;
  const file = chosen.with({ path: chosen.path.replace(/(\.dropout)?(\.json)?$/, SPEC_SUFFIX) });
  return !(await exists(file)) || (await mayReplace(file)) ? file : undefined;
}

/** Where a new spec file begins: unsaved in its folder, where the person says, or unsaved and without a name. */
export type Beginning = "inFolder" | "asked" | "nameless";

/** Schemes whose files VS Code finds again from an untitled document of the same path. */
const REAL = ["file", "vscode-remote"];

/**
 * Where a new spec file can begin. An untitled document keeps the path of its folder but not the scheme, so that saving
 * one of a virtual folder would lead elsewhere.
 *
 * @param scheme The scheme of the folder; undefined where none is open.
 * @param writable Whether files can be written there; undefined where VS Code does not know.
 */
export function beginningIn(scheme: string | undefined, writable: boolean | undefined): Beginning {
  if (scheme === undefined) return "asked";
  if (REAL.includes(scheme)) return "inFolder";
  return writable === false ? "nameless" : "asked";
}
