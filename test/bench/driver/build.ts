/** What a run of the bench needs and git does not hold: bundles, the C program, the contenders' packages. */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { createKernels } from "../../../src/engine/index";
import { prepare } from "../../../src/core/index";
import { finish as toEnd } from "../../../src/core/run/run-here";
import { compileKernels } from "../../../src/kernels/compile.mjs";
import { finish, succeed } from "../../host/rig/command";
import { ROOT } from "../../host/rig/project";
import { whole } from "../contenders/experiments";

/** Where everything is built; git ignores it. */
export const BUILT = join(ROOT, "out", "bench");
/** The bench's own folder, with its packages. */
export const BENCH = join(ROOT, "test", "bench");

const shared = {
  bundle: true,
  platform: "node",
  target: "es2022",
  minify: true,
  outdir: BUILT,
  logLevel: "error",
  loader: { ".wasm": "binary" },
} as const;

/** Bundles our own contenders as the extension is bundled. */
export async function buildOurs(): Promise<void> {
  await compileKernels();
  await build({ ...shared, format: "cjs", entryPoints: { "worker.node": join(ROOT, "src/workers/entry.node.ts") } });
  const names = ["engine", "kernels", "specification", "growth"];
  const entryPoints = Object.fromEntries(names.map((name) => [name, join(BENCH, "contenders", `${name}.ts`)]));
  await build({ ...shared, format: "esm", outExtension: { ".js": ".mjs" }, entryPoints });
}

/** Installs the contenders' packages where they are missing. */
export async function installPackages(): Promise<void> {
  if (existsSync(join(BENCH, "node_modules", ".package-lock.json"))) return;
  console.log("Installing the contenders' packages into test/bench (once) ...");
  await succeed("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: BENCH });
}

/** Compiles the C program. Gives its path, or why there is none. */
export async function compileNative(): Promise<{ readonly program: string } | { readonly missing: string }> {
  const program = join(BUILT, "native");
  const flags = ["-O3", "-march=native", "-ffast-math", "-mprefer-vector-width=512"];
  await mkdir(BUILT, { recursive: true });
  const { code, output } = await finish("cc", [
    ...flags,
    "-o",
    program,
    join(BENCH, "native", "main.c"),
    "-lm",
    "-ldl",
  ]);
  return code === 0 ? { program } : { missing: `cc could not compile it: ${output.trim().split("\n")[0]}` };
}

/** Writes the parameters of the whole exploration, as this engine draws them, for all contenders. Gives the file's path. */
export async function writeParameters(): Promise<string> {
  const kernels = createKernels(await readFile(await compileKernels()));
  const { drawn } = toEnd(prepare(whole(1, 0), kernels, { predicting: false }));
  const path = join(BUILT, "parameters.f32");
  const arrays = drawn.flatMap(({ parameters }) => [parameters.weight, parameters.bias]);
  await mkdir(BUILT, { recursive: true });
  await writeFile(path, Buffer.concat(arrays.map((array) => new Uint8Array(array.buffer))));
  return path;
}
