// Builds everything in dist: one bundle for each execution world, and the JSON schema of spec files. The probe is joined to the one
// file that ships, media/python/dropout_probe.py.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { build, context } from "esbuild";
import { writeDeclarations } from "./src/api/declarations.mjs";
import { compileKernels } from "./src/kernels/compile.mjs";
import { joinProbe } from "./src/probe/join.mjs";

const watch = process.argv.includes("--watch");
const production = process.argv.includes("--production");

/** @type {import("esbuild").BuildOptions} */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : "linked",
  target: "es2022",
  outdir: "dist",
  logLevel: "info",
  legalComments: "none",
  // The kernels travel as base64 in the worker's script: one way for Node, web workers and webviews.
  loader: { ".wasm": "binary" },
};
const browser = { ...shared, platform: "browser" };

/**
 * What a web host and a web worker must find in one file, Node requires: the package holds it once.
 * @type {import("esbuild").Plugin}
 */
const fromTheWeb = {
  name: "from-the-web",
  setup({ onResolve }) {
    const file = (name) => () => ({ path: `./${name}`, external: true });
    onResolve({ filter: /^\.\/main\.web$/ }, file("extension.web.js"));
    onResolve({ filter: /^\.\/entry$/ }, ({ importer }) =>
      file(importer.includes("reading") ? "reader.js" : "worker.js")(),
    );
  },
};

/** @type {import("esbuild").BuildOptions[]} */
const bundles = [
  {
    ...shared,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
    plugins: [fromTheWeb],
    // What is loaded later is required, as all is that a host loads.
    supported: { "dynamic-import": false },
    entryPoints: {
      extension: "src/extension/main.ts",
      "worker.node": "src/workers/entry.node.ts",
      "reader.node": "src/workers/reading/entry.node.ts",
      "reader.process": "src/workers/reading/process.node.ts",
    },
  },
  {
    ...browser,
    format: "cjs",
    external: ["vscode"],
    entryPoints: { "extension.web": "src/extension/main.web.ts" },
  },
  {
    ...browser,
    format: "iife",
    entryPoints: { worker: "src/workers/entry.ts", reader: "src/workers/reading/entry.ts" },
  },
  {
    ...browser,
    format: "esm",
    // Charts and views are in the package once, in chunks that these import.
    splitting: true,
    loader: { ...shared.loader, ".css": "text" },
    entryPoints: {
      app: "src/app/main.ts",
      report: "src/app/report/main.ts",
      renderer: "src/renderer/main.ts",
    },
  },
  {
    ...shared,
    platform: "node",
    format: "esm",
    // Scripts import these: where one of them throws, Node prints the line, which may not be the whole module.
    minify: false,
    outExtension: { ".js": ".mjs" },
    entryPoints: { core: "src/api/core.ts", python: "src/api/python.ts" },
  },
];

/** Runs a pure module of src in Node, for what the build derives from it. */
async function evaluate(entryPoint) {
  const { outputFiles } = await build({
    ...shared,
    platform: "node",
    format: "esm",
    entryPoints: [entryPoint],
    write: false,
    sourcemap: false,
    logLevel: "silent",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

async function writeSchema() {
  const { specJsonSchema } = await evaluate("src/formats/json-schema.ts");
  await writeFile("dist/dropout.schema.json", `${JSON.stringify(specJsonSchema(), null, 2)}\n`);
}

async function copyCodicons() {
  for (const file of ["codicon.css", "codicon.ttf"]) {
    await copyFile(`node_modules/@vscode/codicons/dist/${file}`, `dist/${file}`);
  }
}

/** The packages that a build took files from, and codicons, which is copied. */
function bundledPackages(results) {
  const names = results.flatMap(({ metafile }) =>
    Object.keys(metafile.inputs).flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []),
  );
  return [...new Set([...names, "@vscode/codicons"])].sort();
}

/** The licences of what the package ships: each asks that its text goes along. */
async function writeNotices(results) {
  const notices = [];
  for (const name of bundledPackages(results)) {
    const folder = `node_modules/${name}`;
    const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
    const files = (await readdir(folder)).filter((file) => /^licen[cs]e/i.test(file)).sort();
    if (files.length === 0 && !license) throw new Error(`${name} is bundled and says nothing of its licence`);
    const texts = await Promise.all(files.map((file) => readFile(`${folder}/${file}`, "utf8")));
    notices.push(`${name} ${version} (${license})\n\n${texts.join("\n").trim()}\n`);
  }
  await writeFile("dist/third-party-notices.txt", notices.join(`\n${"-".repeat(80)}\n\n`));
}

await rm("dist", { recursive: true, force: true });
await mkdir("dist", { recursive: true });
await Promise.all([writeSchema(), copyCodicons(), compileKernels(), joinProbe()]);
if (watch) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  await writeNotices(await Promise.all(bundles.map((options) => build({ ...options, metafile: true }))));
  await writeDeclarations("dist");
}
