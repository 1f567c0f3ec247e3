import assert from "node:assert/strict";
import { readModels } from "../../../../src/api/python";
import type { SourceLayer, SourceModel } from "../../../../src/formats/index";
import { kindOf } from "../../../../src/python/models/values/paths";
import { pythonWithTorch } from "../torch";
import { corpus, observed } from "./observed";

/** One call as observe_torch.py notes it: a layer by its name, or a function. */
interface Call {
  readonly name?: string;
  readonly class?: string;
  readonly function?: string;
  readonly p?: number;
  readonly training?: boolean;
  readonly inputs?: number;
  readonly units?: number;
  readonly bias?: boolean;
}
interface Observed {
  readonly calls: readonly Call[];
  readonly dropsInEvaluation: number;
  readonly modules: readonly string[];
}

/** What both sides say of a step, in one form. */
interface Step {
  readonly layer?: string;
  readonly kind: string;
  readonly p?: number | null;
  readonly sizes?: readonly unknown[];
}

const ofTorch = ({ name, class: cls, function: called, p, training, inputs, units, bias }: Call): Step => {
  const kind = called ?? kindOf(cls!);
  return {
    ...(name === undefined ? {} : { layer: name }),
    kind,
    // What is passed p and told not to drop has p all the same.
    ...(p === undefined ? {} : { p: training === false ? null : p }),
    ...(kind === "linear" ? { sizes: [inputs, units, bias] } : {}),
  };
};

/** Steps that torch does not note: arithmetic, and what changes the shape alone. */
const UNSEEN = /^(?:add|multiply|divide|exp|reshape|transpose|split|index)$/;

function ofSource({ name, kind, p, active, parameters, call }: SourceLayer): Step[] {
  // A layer is made where it is not called.
  const isFunction = call === undefined;
  if (UNSEEN.test(kind) || (kind === "flatten" && isFunction)) return [];
  const { inputs, units, bias } = parameters;
  return [
    {
      ...(isFunction ? {} : { layer: name }),
      kind,
      ...(p === undefined ? {} : { p: active === "never" && isFunction ? null : p }),
      ...(kind === "linear" ? { sizes: [inputs, units, bias] } : {}),
    },
  ];
}

const layersIn = ({ layers, unused = [] }: SourceModel): string[] => [...layers, ...unused].map(({ name }) => name);

describe("Models of the corpus in PyTorch are read as PyTorch runs them:", function () {
  this.timeout(120_000);

  const files = corpus("pytorch");
  let torch: Record<string, Record<string, Observed>>;

  before(function () {
    if (pythonWithTorch === undefined) {
      console.warn("      SKIPPED: no Python with torch; set DROPOUT_EXPLORER_PYTHON to one that has it.");
      this.skip();
    }
    const paths = files.map(({ path }) => path);
    torch = observed<Observed>(pythonWithTorch, "observe_torch.py", paths);
  });

  for (const { name: file, path, text } of files) {
    it(`names, order, sizes and rates of ${file}, by forward hooks`, () => {
      const models = new Map(readModels(text).map((model) => [model.name, model]));
      const all = Object.entries(torch[path] ?? {});
      assert.ok(all.length > 0);
      for (const [name, { calls, dropsInEvaluation, modules }] of all) {
        const model = models.get(name);
        assert.ok(model, `${name} is not found`);
        assert.deepEqual(
          model.layers.flatMap((layer) => ofSource(layer)),
          calls.map(ofTorch),
          name,
        );
        assert.equal(model.layers.filter(({ active }) => active === "always").length, dropsInEvaluation, name);
        const listed = new Set(layersIn(model));
        // What is inside a layer of torch.nn is not listed apart.
        const outer = modules.filter((one) => !modules.some((other) => one.startsWith(`${other}.`)));
        assert.deepEqual(
          outer.filter((one) => !listed.has(one) && one !== ""),
          [],
          `${name} lacks layers`,
        );
      }
    });
  }
});
