import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { cached } from "../../host/rig/cache";
import { finish, succeed } from "../../host/rig/command";

/**
 * A Python that can import a package: `$DROPOUT_EXPLORER_PYTHON` where it can, else the cached environment that has this
 * package alone, which is made where it is missing. torch's is the one that the tests use; NumPy has its own.
 *
 * @throws an Error that says why there is none.
 */
export async function pythonWith(name: string, version: string): Promise<string> {
  const chosen = process.env["DROPOUT_EXPLORER_PYTHON"];
  if (chosen && (await finish(chosen, ["-c", `import ${name}`])).code === 0) return chosen;
  const folder = await cached(`python-${name}-${version}`, (partial) => install(partial, `${name}==${version}`));
  return join(folder, "bin", "python");
}

async function install(folder: string, requirement: string): Promise<void> {
  console.log(`Installing ${requirement} into the cache (once) ...`);
  await succeed("python3", ["-m", "venv", folder]);
  // One retry less for each index that is not there saves a minute for every package.
  process.env["PIP_RETRIES"] ??= "0";
  const pip = ["-m", "pip", "install", "-q", "--disable-pip-version-check", requirement];
  await succeed(join(folder, "bin", "python"), pip);
}

/** The OpenBLAS that NumPy's wheel brings along, or undefined. */
export async function blasOf(python: string): Promise<string | undefined> {
  const { output } = await finish(python, ["-c", "import numpy; print(numpy.__path__[0] + '.libs')"]);
  const folder = output.trim();
  if (!existsSync(folder)) return undefined;
  const name = (await readdir(folder)).find((file) => file.includes("openblas"));
  return name && join(folder, name);
}
