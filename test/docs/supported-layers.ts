/** What docs/supported-layers.md says, from the tables of the kinds and of the reader. */
import { specJsonSchema } from "../../src/formats/json-schema";
import { definitionOf, isNotRun, LAYER_KINDS, type LayerKind, type TorchClass } from "../../src/formats/index";
import { siteFacts } from "../../src/figure/index";
import { KERAS_RATES, KERAS_SIGNATURES } from "../../src/python/models/keras/classes";
import { DROPOUT_PARAMETERS } from "../../src/python/models/pytorch/classes";
import { kerasLayer, torchFunction, torchLayer, type Read } from "./read-one";

const code = (text: string): string => `\`${text}\``;
const listed = (items: readonly string[]): string => (items.length === 0 ? "" : items.map(code).join(", "));
const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map(row).join("\n");

/** A value as Python writes it. */
function inPython(value: number | boolean | string): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? `'${value}'` : String(value);
}

/** A class with the arguments that it takes here: `LeakyReLU(negative_slope=0.01)`. */
function signature({ name, parameters, anything }: TorchClass): string {
  if (anything) return `${name}(...)`;
  const taken = parameters.filter(({ ignored }) => !ignored);
  const shown = taken.map(({ name: parameter, standard }) =>
    standard === undefined ? parameter : `${parameter}=${inPython(standard)}`,
  );
  return `${name}(${shown.join(", ")})`;
}

/** What the schema of spec files says of each kind. */
function descriptions(): ReadonlyMap<string, string> {
  const schema = specJsonSchema() as {
    properties: {
      layers: { items: { oneOf: { description: string; properties: { kind: { const: string } } }[] } };
    };
  };
  return new Map(
    schema.properties.layers.items.oneOf.map(({ description, properties }) => [properties.kind.const, description]),
  );
}

/** The kind that runs a layer of Keras; undefined where none does. */
function kindThatRuns(name: string, { layer }: Read): LayerKind | undefined {
  if (layer.reasons?.some(isNotRun)) return undefined;
  return LAYER_KINDS.find(
    (kind) => kind === layer.kind || definitionOf(kind).torch.some((torchClass) => torchClass.name === name),
  );
}

/** Names of activations that Keras has beside those that a kind has too. */
const KERAS_NAMES = ["swish"];

/** How Keras writes each kind, by reading all of its layers and activations. */
function kerasByKind(): ReadonlyMap<LayerKind, readonly string[]> {
  const found = new Map<LayerKind, string[]>(LAYER_KINDS.map((kind) => [kind, []]));
  const classes = [...KERAS_SIGNATURES.keys()].filter((name) => name !== "Activation");
  const activations = [...LAYER_KINDS, ...KERAS_NAMES];
  for (const [name, call, shown] of [
    ...classes.map((name) => [name, `${name}()`, name] as const),
    ...activations.map((name) => ["Activation", `Activation("${name}")`, `"${name}"`] as const),
  ]) {
    const kind = kindThatRuns(name, kerasLayer(call));
    if (kind) found.get(kind)!.push(shown);
  }
  return found;
}

function kindsThatRun(): string {
  const [described, keras] = [descriptions(), kerasByKind()];
  const rows = LAYER_KINDS.map((kind) => {
    const { torch, since } = definitionOf(kind);
    const what = (described.get(kind) ?? "").replaceAll("|", "\\|");
    return [code(kind), listed(torch.map(signature)), listed(keras.get(kind)!), String(since), what];
  });
  return table(["Kind", "PyTorch", "Keras", "Since", "What it does"], rows);
}

/** What is said of a dropout: what p means, and whether closed forms are known. */
function dropoutRow(shown: string, argument: string, { framework, layer }: Read): string[] {
  const facts = siteFacts(layer, framework);
  if (!facts || !layer.reasons || layer.p !== 0.5) throw new Error(`${shown} isn't read as a dropout that isn't run`);
  const { url } = facts.documentation ?? {};
  const meaning = facts.title.slice(facts.title.indexOf(": ") + 2);
  const closed = facts.rows.some(({ name }) => name === "mean") ? "yes" : "no";
  return [
    url ? `[${code(shown)}](${url})` : code(shown),
    argument,
    `${meaning[0]!.toUpperCase()}${meaning.slice(1)}`,
    closed,
  ];
}

const HEAD = ["Layer", "Argument", "What p is", "Closed forms"];
/** An argument with its default; 0 says that it drops nothing where it is left out. */
const argument = (name: string, standard: number | undefined): string =>
  standard === undefined ? code(name) : code(`${name}=${standard}`);

const isRun = ({ layer }: Read): boolean => layer.reasons === undefined;

function torchDropouts(): string {
  const rows = [...DROPOUT_PARAMETERS].flatMap(([name, { name: parameter, standard }]) => {
    // A recurrent layer drops between its layers, so it needs two.
    const read = torchLayer(`nn.${name}(${parameter}=0.5, num_layers=2)`);
    return isRun(read) ? [] : [dropoutRow(`nn.${name}`, argument(parameter, standard), read)];
  });
  return table(HEAD, rows);
}

/** Functions have the names of the classes that do the same. */
function torchFunctions(): string {
  const named = [...DROPOUT_PARAMETERS].filter(([, { name }]) => name === "p");
  const rows = named.flatMap(([name]) => {
    const kind = torchLayer(`nn.${name}()`).layer.kind;
    const read = torchFunction(`F.${kind}(x, 0.5, self.training)`);
    return isRun(read) ? [] : [dropoutRow(`F.${kind}`, argument("p", 0.5), read)];
  });
  const attention = "F.scaled_dot_product_attention";
  const rate = "dropout_p=0.5 if self.training else 0.0";
  return table(HEAD, [
    ...rows,
    dropoutRow(attention, argument("dropout_p", 0), torchFunction(`${attention}(x, x, x, ${rate})`)),
  ]);
}

function otherPackages(): string {
  return table(HEAD, [
    dropoutRow(
      "DropPath",
      argument("drop_prob", undefined),
      torchLayer("DropPath(0.5)", "from timm.layers import DropPath"),
    ),
    dropoutRow(
      "StochasticDepth",
      argument("p", undefined),
      torchLayer('StochasticDepth(0.5, "row")', "from torchvision.ops import StochasticDepth"),
    ),
  ]);
}

function kerasDropouts(): string {
  const rows = [...KERAS_RATES].flatMap(([name, { name: parameter, standard }]) => {
    const read = kerasLayer(`${name}(${parameter}=0.5)`);
    return isRun(read) ? [] : [dropoutRow(name, argument(parameter, standard), read)];
  });
  const shared = kerasLayer("Dropout(0.5, noise_shape=(None, 1))");
  return table(HEAD, [dropoutRow("Dropout", code("rate, noise_shape"), shared), ...rows]);
}

/** The whole page. */
export const supportedLayers = (): string => `# Supported layers

Generated from the tables of the code. After a change there, run \`npm run docs:layers\`. A test compares the two.

## Layers that run

These run in spec files, in notation, in notebook cells, and in models that are read from code. "Since" is the first
version of specs that has the kind. Under Keras, a name in quotes is an activation, as in \`Activation("relu")\` or
\`Dense(8, activation="relu")\`. In notation, \`inplace\` is ignored, and any other argument that isn't shown here is
refused by name.

${kindsThatRun()}

## Dropouts that are listed and don't run

The reader lists these in a model with their rate, their place, and a hover. Where there are closed forms, the hover says
what becomes of mean and standard deviation. Each of them ends a segment of the model; what comes before and after it can
still run. An argument with a default of 0 drops nothing where it is left out.

### PyTorch

${torchDropouts()}

Functions:

${torchFunctions()}

From other packages:

${otherPackages()}

### Keras

${kerasDropouts()}

## Everything else

Any other layer is listed under its name. A class of another file with Dropout in its name is listed too, and its p isn't
known. Real models with any of these layers are for [the probe](using.md#real-models-the-probe), which measures them in
PyTorch.
`;
