import {
  parseCodeTarget,
  parseFromApp,
  parseFromRenderer,
  parseFromReportPage,
  parseToApp,
  parseToReportPage,
} from "../../../src/formats/index";
import { anyJson, mutatedJson } from "../inputs/json";
import { reports, specs } from "../inputs/pools";
import type { Random } from "../inputs/random";
import { readsAsItself } from "../promises";
import type { Target } from "../target";

const CODE = {
  ...{ uri: "file:///a.py", model: "Net", occurrence: 0, digest: "0a1b", part: 0 },
  layers: [{ index: 0, name: "fc", p: 0.5 }, null],
};
const DEFAULTS = { trials: 1_000, seed: 0 };
const LINE = { layer: { index: 0, name: "fc" }, label: "Dropout(p=0.5)", part: 0, note: "no" };

/** What an application shows, as it is stored and sent. */
function state(random: Random): object {
  const spec = random.pick(specs());
  const step = {
    spec,
    preset: "article",
    origin: { spec, assumptions: ["a"], code: CODE },
    assumptions: ["b"],
    code: CODE,
  };
  return { ...step, layer: 0, undo: [step, spec], redo: [], draft: spec, open: ["more"], scroll: 3 };
}

/** One message of each kind, in turn of what a random choice gives. */
const MESSAGES: readonly ((random: Random) => object)[] = [
  (random) => ({ type: "open", container: "panel", workerUri: "w", defaults: DEFAULTS, state: state(random) }),
  (random) => ({ type: "show", spec: random.pick(specs()), assumptions: ["a"], code: CODE }),
  () => ({ type: "code", status: "changed", file: "a.py", parts: ["a"], lines: [LINE] }),
  () => ({ type: "codeWritten", code: CODE }),
  (random) => ({ type: "document", spec: random.pick(specs()) }),
  () => ({ type: "documentBroken", issues: [{ keys: ["layers", 0], path: "layers[0]", message: "m" }] }),
  () => ({ type: "defaults", defaults: DEFAULTS }),
  () => ({ type: "request", id: 1, what: "report" }),
  (random) => ({ type: "state", state: state(random) }),
  (random) => ({ type: "edit", base: random.pick(specs()), spec: random.pick(specs()) }),
  (random) => ({ type: "openInEditor", state: state(random) }),
  (random) => ({ type: "saveSpec", spec: random.pick(specs()) }),
  () => ({ type: "copy", what: "the report", text: "{}" }),
  () => ({ type: "openText", keys: ["layers", 0] }),
  () => ({ type: "revealCode", target: { ...CODE, layer: LINE.layer } }),
  () => ({ type: "readCode", code: CODE, part: 1 }),
  () => ({ type: "writeCode", code: CODE, layer: LINE.layer, p: 0.5 }),
  () => ({ type: "response", id: 1, text: null }),
  () => ({ type: "log", level: "warn", message: "m" }),
  (random) => ({ type: "report", title: "t", report: random.pick(reports()) }),
  (random) => ({ type: "openInPanel", report: random.pick(reports()) }),
  () => ({ type: "explore" }),
  () => ({ ...CODE, layer: LINE.layer }),
];

const PARSERS = [parseToApp, parseFromApp, parseToReportPage, parseFromReportPage, parseFromRenderer, parseCodeTarget];

/** A message is understood or it is none: nothing is thrown, and what was understood is understood as itself. */
const messages: Target = {
  name: "messages",
  generate: (random) => (random.chance(0.05) ? anyJson(random, 4) : mutatedJson(random, random.pick(MESSAGES)(random))),
  run: (value) => {
    for (const parse of PARSERS) {
      const read: unknown = parse(value);
      if (read === null) continue;
      readsAsItself(parse, read);
    }
  },
};

export const messageTargets: readonly Target[] = [messages];
