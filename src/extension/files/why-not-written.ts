/** What keeps a file from being written, as far as a person can do something about it. */
export type Obstacle = "full" | "denied" | "gone" | "other";

const CODES: readonly (readonly [Obstacle, RegExp])[] = [
  ["full", /\b(ENOSPC|EDQUOT|EFBIG)\b|no space left/],
  ["denied", /\b(EACCES|EPERM|EROFS)\b|NoPermissions/],
  ["gone", /\b(ENOENT|ENOTDIR)\b|FileNotFound/],
];

/** Reads an error of Node or of VS Code's file systems, which wrap Node's in messages of their own. */
export function obstacleIn(error: unknown): Obstacle {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const text = `${code} ${error instanceof Error ? error.message : String(error)}`;
  return CODES.find(([, pattern]) => pattern.test(text))?.[0] ?? "other";
}
