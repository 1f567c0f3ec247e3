import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");
const PAGES = ["README.md", "CONTRIBUTING.md", ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`)];
const textOf = (page: string): string => readFileSync(join(ROOT, page), "utf8");
/** A page without its blocks of code. */
const proseOf = (page: string): string => textOf(page).replace(/^```[\s\S]*?^```$/gm, "");

/** The anchor of a heading, as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .replace(/\s/g, "-");
const anchorsOf = (page: string): readonly string[] =>
  [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading!));

/** Whether a link of a page leads somewhere in this project. */
function leads(page: string, target: string): boolean {
  const [file = "", anchor] = target.split("#");
  const path = file === "" ? page : join(dirname(page), file);
  return existsSync(join(ROOT, path)) && (anchor === undefined || anchorsOf(path).includes(anchor));
}

/** Files that recipes and guides name as examples, and what a build or a run makes. */
const EXAMPLES = /softsign|alpha-dropout|flax|your-command|^dist\//;
/** Where the files that pages name are looked for: a journey through src leaves that out. */
const FOLDERS = ["", "src", "src/probe", "src/extension", "src/python/models"];

const filesNamed = (page: string): readonly string[] =>
  [...proseOf(page).matchAll(/`([\w.-]+(?:\/[\w.-]+)+\.(?:ts|mjs|py|json|css))`/g)]
    .map(([, file]) => file!)
    .filter((file) => !EXAMPLES.test(file));

const scripts = Object.keys((JSON.parse(textOf("package.json")) as { scripts: object }).scripts);
/** What npm runs by itself, before another script. */
const isHook = (script: string): boolean => script.startsWith("pre") || script === "vscode:prepublish";

describe("The pages for people", () => {
  for (const page of PAGES) {
    it(`lead somewhere by each of their links: ${page}`, () => {
      const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
      const own = links.filter((target) => !target.startsWith("https:"));
      assert.deepEqual(
        own.filter((target) => !leads(page, target)),
        [],
      );
    });

    it(`name files that exist: ${page}`, () => {
      const missing = filesNamed(page).filter(
        (file) => !FOLDERS.some((folder) => existsSync(join(ROOT, folder, file))),
      );
      assert.deepEqual(missing, []);
    });
  }

  it("list every script of package.json, and no other", () => {
    const listed = new Set(
      [...textOf("CONTRIBUTING.md").matchAll(/npm (?:run )?([a-z][\w:]*)/g)].map(([, name]) => name!),
    );
    listed.delete("ci");
    assert.deepEqual([...listed].sort(), scripts.filter((script) => !isHook(script)).sort());
  });

  it("keep README under 8,000 bytes, so that it stays one for users", () => {
    assert.ok(Buffer.byteLength(textOf("README.md")) < 8_000);
  });
});
