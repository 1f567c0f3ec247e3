import assert from "node:assert/strict";
import { readModels } from "../../../../src/api/python";
import type { SourceLayer, SourceModel } from "../../../../src/formats/index";
import { pythonWithKeras } from "./keras-python";
import { corpus, observed } from "./observed";

/** One layer as observe_keras.py notes it. */
interface Layer {
  readonly name: string;
  readonly class: string;
  readonly p?: number;
  readonly inputs?: number;
  readonly units?: number;
  readonly bias?: boolean;
  readonly activation?: string;
}

/** What both sides say of a layer; `inputs` where the source says it. */
interface Step {
  readonly name?: string;
  readonly p?: number | null;
  readonly sizes?: readonly unknown[];
  readonly activation?: string;
}

/** A layer of Keras beside what is read of it, whose fan-in may not follow from the source. */
function ofKeras(
  { name, p, inputs, units, bias, activation }: Layer,
  named: boolean,
  read: SourceLayer | undefined,
): Step {
  const fanIn = read?.parameters["inputs"] === null ? null : inputs;
  return {
    ...(named ? { name } : {}),
    ...(p === undefined ? {} : { p }),
    ...(units === undefined ? {} : { sizes: [fanIn, units, bias] }),
    ...(activation === undefined || activation === "linear" ? {} : { activation }),
  };
}

/** A layer that is read, with the activation that stands after it. */
function ofSource(layer: SourceLayer, next: SourceLayer | undefined, isActivation: boolean, named: boolean): Step {
  const { name, p, kind, parameters } = layer;
  const { inputs, units, bias } = parameters;
  const activation = isActivation ? kind : next?.name === `${name}.activation` ? next.kind : undefined;
  return {
    ...(named ? { name } : {}),
    ...(p === undefined ? {} : { p }),
    ...(kind === "linear" ? { sizes: [inputs, units, bias] } : {}),
    ...(activation === undefined ? {} : { activation }),
  };
}

/** What stands for layers of Keras, without the activations after them. */
const own = ({ layers }: SourceModel): SourceLayer[] => layers.filter(({ name }) => !name.endsWith(".activation"));

describe("Models of the corpus in Keras are read as Keras builds them:", function () {
  this.timeout(300_000);
  const files = corpus("keras");
  let keras: Record<string, Record<string, Layer[]>>;

  before(function () {
    if (pythonWithKeras === undefined) {
      console.warn("      SKIPPED: no Python with Keras; set DROPOUT_EXPLORER_KERAS_PYTHON to one that has it.");
      this.skip();
    }
    const paths = files.map(({ path }) => path);
    keras = observed<Layer[]>(pythonWithKeras, "observe_keras.py", paths);
  });

  for (const { name: file, path, text } of files) {
    it(`names, order, sizes, activations and rates of ${file}`, () => {
      const models = new Map(readModels(text).map((model) => [model.name, model]));
      for (const [name, expected] of Object.entries(keras[path]!)) {
        const model = models.get(name);
        assert.ok(model, `${name} is not found`);
        // Inside a class the reader gives the path of attributes, and Keras a name of its own.
        const named = model.form !== "class";
        const layers = own(model);
        const read = layers.map((layer, index) => {
          const next = model.layers[model.layers.indexOf(layer) + 1];
          return ofSource(layer, next, expected[index]?.class === "Activation", named);
        });
        assert.deepEqual(
          read,
          expected.map((layer, index) => ofKeras(layer, named, layers[index])),
          name,
        );
      }
    });
  }

  it("says the fan-in of every Dense of the corpus whose input follows from the source", () => {
    const linear = files
      .flatMap(({ text }) => readModels(text))
      .filter(({ input }) => input)
      .flatMap(({ layers }) => layers.filter(({ kind }) => kind === "linear"));
    const unknown = linear.filter(({ parameters }) => parameters["inputs"] === null);
    assert.deepEqual([unknown.length, linear.length > 20], [1, true]);
  });
});
