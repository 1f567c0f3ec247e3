import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  COMMANDS,
  CONTEXTS,
  KERNEL,
  NOTEBOOK_TYPE,
  RENDERER,
  SETTINGS,
  SPEC_SUFFIX,
  VIEWS,
  WALKTHROUGH,
} from "../../../src/extension/base/ids";
import { DEFAULTS, LIMITS, REPORT_MIME } from "../../../src/formats/index";

const ROOT = join(__dirname, "..", "..", "..");
const text = readFileSync(join(ROOT, "package.json"), "utf8");

interface Contributed {
  readonly command: string;
  readonly when?: string;
}
interface Manifest {
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly viewsContainers: { readonly activitybar: readonly { id: string }[] };
    readonly views: Readonly<Record<string, readonly { id: string; when?: string }[]>>;
    readonly viewsWelcome: readonly { view: string }[];
    readonly customEditors: readonly { viewType: string; selector: readonly { filenamePattern: string }[] }[];
    readonly commands: readonly Contributed[];
    readonly menus: Readonly<Record<string, readonly Contributed[]>>;
    readonly configuration: {
      readonly properties: Readonly<Record<string, { default: unknown; minimum?: number; maximum?: number }>>;
    };
    readonly languages: readonly { id: string; filenamePatterns: readonly string[] }[];
    readonly jsonValidation: readonly { fileMatch: string }[];
    readonly notebookRenderer: readonly object[];
    readonly walkthroughs: readonly { id: string; steps: readonly { description: string }[] }[];
  };
}
const { contributes, activationEvents, icon } = JSON.parse(text) as Manifest;
const words = JSON.parse(readFileSync(join(ROOT, "package.nls.json"), "utf8")) as Record<string, string>;
const sorted = (items: readonly string[]): string[] => [...items].sort();
const commands = Object.values(COMMANDS) as string[];

describe("The links of the manifest", () => {
  it("lead to the repository: its page, its issues and its discussions", () => {
    const { repository, homepage, bugs, qna } = JSON.parse(text) as {
      readonly repository: { readonly url: string };
      readonly homepage: string;
      readonly bugs: { readonly url: string };
      readonly qna: string;
    };
    const links = ["#readme", "/issues", "/discussions"].map((end) => repository.url + end);
    assert.deepEqual([homepage, bugs.url, qna], links);
  });
});

describe("The manifest", () => {
  it("contributes exactly the commands of the code", () => {
    assert.deepEqual(sorted(contributes.commands.map(({ command }) => command)), sorted(commands));
  });

  it("contributes exactly the views, editors and panels of the code", () => {
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [VIEWS.container],
    );
    assert.deepEqual(Object.keys(contributes.views), [VIEWS.container]);
    assert.deepEqual(
      contributes.views[VIEWS.container]?.map(({ id, when }) => [id, when]),
      [
        [VIEWS.sidebar, undefined],
        [VIEWS.models, CONTEXTS.python],
      ],
    );
    assert.deepEqual(
      contributes.viewsWelcome.map(({ view }) => view),
      [VIEWS.models],
    );
    assert.deepEqual(
      contributes.customEditors.map(({ viewType }) => viewType),
      [VIEWS.specEditor],
    );
    assert.ok(activationEvents.includes(`onWebviewPanel:${VIEWS.panel}`));
    assert.deepEqual(
      contributes.walkthroughs.map(({ id }) => id),
      [WALKTHROUGH],
    );
  });

  it("draws its own mime type in notebooks, no other, and without messaging too", () => {
    assert.deepEqual(contributes.notebookRenderer, [
      {
        id: RENDERER,
        displayName: "%renderer.name%",
        entrypoint: "./dist/renderer.js",
        mimeTypes: [REPORT_MIME],
        requiresMessaging: "optional",
      },
    ]);
  });

  it("contributes exactly the settings of the code, with the defaults and limits of the formats", () => {
    const { trials, seed, codeLens, section } = SETTINGS;
    const { properties } = contributes.configuration;
    assert.deepEqual(
      sorted(Object.keys(properties)),
      sorted([trials, seed, codeLens].map((name) => `${section}.${name}`)),
    );
    const range = (key: string) => {
      const { default: standard, minimum, maximum } = properties[`${section}.${key}`] ?? assert.fail(key);
      return [standard, minimum, maximum];
    };
    assert.deepEqual(range(trials), [DEFAULTS.trials, 1, LIMITS.trials]);
    assert.deepEqual(range(seed), [DEFAULTS.seed, 0, LIMITS.seed]);
    assert.deepEqual(range(codeLens), [true, undefined, undefined]);
  });

  it("means the same files by every pattern", () => {
    const patterns = [
      ...contributes.customEditors.flatMap(({ selector }) => selector.map(({ filenamePattern }) => filenamePattern)),
      ...contributes.languages.flatMap(({ filenamePatterns }) => filenamePatterns),
      ...contributes.jsonValidation.map(({ fileMatch }) => fileMatch),
    ];
    assert.deepEqual(new Set(patterns), new Set([`*${SPEC_SUFFIX}`]));
  });

  it("uses only ids that exist, in menus, conditions, links and events", () => {
    const known = new Set<string>([...commands, ...Object.values(VIEWS)]);
    const used = `${JSON.stringify(contributes.menus)} ${JSON.stringify(words)} ${JSON.stringify(contributes.walkthroughs)}`;
    for (const id of used.match(/dropoutExplorer\.[\w.]*\w/g) ?? []) assert.ok(known.has(id), id);
    for (const [menu, items] of Object.entries(contributes.menus)) {
      for (const { command } of items) assert.ok(commands.includes(command), `${menu}: ${command}`);
    }
  });

  // A spec file in the text editor has the language jsonc, as have settings.json and tsconfig.json, and must be
  // underlined before any command of ours is given. Nothing narrower is true: VS Code activates by language, not by file
  // name; a language of our own would lose validation, completion and hovers, which VS Code's JSON support gives to json
  // and jsonc alone; workspaceContains misses loose files and those made later, and searches each workspace. It costs
  // a few milliseconds: what reads spec files is loaded once one is open. A kernel exists once its extension is
  // active, so notebooks of its type activate it too, and nothing narrower would offer it in them.
  // Lines above models and hovers exist once their extension is active, so Python activates it; no parser is loaded for it.
  it("activates for a spec file in the text editor, for Python, for panels of the last session, and for notebooks, for nothing else", () => {
    assert.deepEqual(activationEvents, [
      "onLanguage:jsonc",
      "onLanguage:python",
      `onWebviewPanel:${VIEWS.panel}`,
      `onWebviewPanel:${VIEWS.report}`,
      `onRenderer:${RENDERER}`,
      `onNotebook:${NOTEBOOK_TYPE}`,
    ]);
    assert.deepEqual(
      contributes.languages.map(({ id }) => `onLanguage:${id}`),
      activationEvents.slice(0, 1),
    );
  });

  it("offers the probe in notebooks of every kernel but its own, which runs no Python", () => {
    const [item, ...others] = contributes.menus["notebook/toolbar"] ?? [];
    assert.deepEqual([item?.command, others], [COMMANDS.addProbe, []]);
    const own = KERNEL.replace(".", "\\.");
    assert.equal(item?.when, `notebookType == ${NOTEBOOK_TYPE} && !(notebookKernel =~ /\\/${own}$/)`);
  });

  it("has a text for each key, and uses each text", () => {
    const keys = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key as string));
    assert.deepEqual(sorted([...keys]), sorted(Object.keys(words)));
  });

  it("names only files that are there, build output aside", () => {
    const files = [...text.matchAll(/"(?:\.\/)?(media\/[^"]+)"/g)].map(([, file]) => file as string);
    assert.ok(files.includes(icon));
    for (const file of files) assert.ok(existsSync(join(ROOT, file)), file);
  });

  it("has an icon of at least 128 pixels", () => {
    const png = readFileSync(join(ROOT, icon));
    assert.ok(png.readUInt32BE(16) >= 128 && png.readUInt32BE(16) === png.readUInt32BE(20));
  });
});
