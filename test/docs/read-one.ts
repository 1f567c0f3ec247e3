import { readModels, type SourceModel } from "../../src/python/index";

type SourceLayer = SourceModel["layers"][number];
/** What the reader makes of one layer. */
export interface Read {
  readonly framework: SourceModel["framework"];
  readonly layer: SourceLayer;
}

function first(text: string): Read {
  const [model] = readModels(text);
  const [layer] = model?.layers ?? [];
  if (!model || !layer) throw new Error(`The reader finds no layer here:\n${text}`);
  return { framework: model.framework, layer };
}

/** A layer of PyTorch, or of a package for it. */
export const torchLayer = (call: string, imports = ""): Read =>
  first(`from torch import nn\n${imports}\nmodel = nn.Sequential(${call})\n`);

/** A function in a forward pass of PyTorch. */
export const torchFunction = (call: string): Read =>
  first(
    [
      "import torch",
      "from torch import nn",
      "import torch.nn.functional as F",
      "class Model(nn.Module):",
      "    def forward(self, x):",
      `        return ${call}`,
    ].join("\n"),
  );

/** A layer of Keras. */
export const kerasLayer = (call: string): Read =>
  first(`import keras\nmodel = keras.Sequential([keras.layers.${call}])\n`);
