/** One thing that is wrong, where, and what to write instead. */
export interface SpecIssue {
  /** Where: keys and indices from the root, `[]` for the whole value. */
  readonly keys: readonly (string | number)[];
  /** The same as text, `layers[0].p`; empty for the whole value. */
  readonly path: string;
  readonly message: string;
}

/** Thrown by `parseSpec`: everything that is wrong with a spec; the message names the first place. */
export class SpecError extends Error {
  override readonly name = "SpecError";
  constructor(readonly issues: readonly [SpecIssue, ...SpecIssue[]]) {
    const [{ path, message }] = issues;
    super(path === "" ? message : `${path}: ${message}`);
  }

  /** The place of the first issue, `layers[0].p`. */
  get path(): string {
    return this.issues[0].path;
  }
}

/** Thrown by `parseReport`: why a value is not a report that this version can show. */
export class ReportError extends Error {
  override readonly name = "ReportError";
  constructor(
    message: string,
    readonly path = "",
    /** It is of a version that this one does not read. */
    readonly newer = false,
  ) {
    super(path === "" ? message : `${path}: ${message}`);
  }
}

/** `["layers", 0, "p"]` as `layers[0].p`. */
export function pathOf(keys: readonly (string | number)[]): string {
  return keys.reduce<string>(
    (path, key) => (typeof key === "number" ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`),
    "",
  );
}

/** An issue at `keys`. */
export function issueAt(keys: readonly (string | number)[], message: string): SpecIssue {
  return { keys, path: pathOf(keys), message };
}
