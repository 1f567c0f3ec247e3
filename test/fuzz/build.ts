import { join } from "node:path";
import { build } from "esbuild";

const FOLDER = join(__dirname, "..", "..");

/** Bundles the process that runs inputs, so that one that was ended is followed by another at once. */
export async function buildChild(): Promise<string> {
  const outfile = join(FOLDER, "out", "fuzz", "child.cjs");
  await build({
    entryPoints: [join(__dirname, "child.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    // Stacks name what failed.
    keepNames: true,
    sourcemap: "inline",
    sourcesContent: false,
    external: ["fast-check", "valibot"],
    logLevel: "error",
  });
  return outfile;
}
