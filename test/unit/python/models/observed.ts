import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const CORPUS = join(__dirname, "..", "..", "..", "models");

/** The models that are written for these tests, by framework: files of a folder that Python can import. */
export function corpus(
  framework: "pytorch" | "keras",
): { readonly name: string; readonly path: string; readonly text: string }[] {
  const folder = join(CORPUS, framework);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".py"))
    .sort()
    .map((name) => ({ name, path: join(folder, name), text: readFileSync(join(folder, name), "utf8") }));
}

/** What a Python prints; Keras runs on PyTorch in it. */
export function run(python: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(python, ["-W", "ignore", ...args], {
    encoding: "utf8",
    timeout: 240_000,
    env: { ...process.env, KERAS_BACKEND: "torch" },
  });
  if (status !== 0) throw new Error(`Python ended with ${status}:\n${stderr}`);
  return stdout;
}

/** What a script of the corpus tells of files, in a Python that has the framework: by file, then by model. */
export const observed = <T>(
  python: string,
  script: string,
  files: readonly string[],
): Record<string, Record<string, T>> =>
  JSON.parse(run(python, [join(CORPUS, script), ...files])) as Record<string, Record<string, T>>;
