// Compiles the kernels to out/kernels.wasm, where they are not compiled yet: `node src/kernels/compile.mjs`, or by import.
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const target = join(root, "out", "kernels.wasm");

/** Flags: SIMD, no runtime (the caller hands out memory), no bounds checks, which only arrays of AssemblyScript have. */
const FLAGS = ["-O3", "--converge", "--enable", "simd", "--runtime", "stub", "--noAssert", "--initialMemory", "1"];

async function newestSource() {
  const files = (await readdir(here)).map((name) => join(here, name));
  const times = await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));
  return Math.max(...times);
}

async function compiledTime() {
  try {
    return (await stat(target)).mtimeMs;
  } catch {
    return 0;
  }
}

/** Compiles what has changed and gives the path of the wasm. @throws an Error with the compiler's own words. */
export async function compileKernels() {
  if ((await compiledTime()) > (await newestSource())) return target;
  const asc = await import("assemblyscript/asc");
  const source = join("src", "kernels", "index.ts");
  const files = new Map();
  const { error, stderr } = await asc.main([source, ...FLAGS, "--outFile", "kernels.wasm"], {
    readFile: (name, base) => readFile(join(root, base === "." ? "" : base, name), "utf8").catch(() => null),
    writeFile: (name, contents) => void files.set(name, contents),
    listFiles: () => [],
  });
  if (error) throw new Error(`The kernels do not compile: ${error.message}\n${stderr.toString()}`);
  await mkdir(dirname(target), { recursive: true });
  // Whoever reads meanwhile gets the old file or the new one, never half of it.
  const partial = `${target}.${process.pid}`;
  await writeFile(partial, files.get("kernels.wasm"));
  await rename(partial, target);
  return target;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) void compileKernels();
