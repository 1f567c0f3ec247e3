import assert from "node:assert/strict";
import type { Reason, SourceLayer, SourceModel } from "../../../../src/formats/index";
import { readModels } from "../../../../src/python/index";

/** What a cell of PyTorch starts with. */
export const TORCH = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n";

/** The one model of a source. */
export function onlyModel(source: string): SourceModel {
  const models = readModels(source);
  assert.equal(models.length, 1, `${models.length} models: ${models.map(({ name }) => name).join(", ")}`);
  return models[0]!;
}

/** A class with these layers and this forward pass. */
export const moduleOf = (layers: string, forward: string, parameters = ""): string => `${TORCH}
class Net(nn.Module):
    def __init__(self${parameters}):
        super().__init__()
${layers.replace(/^/gm, "        ")}

    def forward(self, x):
${forward.replace(/^/gm, "        ")}
`;

/** That a piece of source is not known. */
export const notKnown = (text: string): Reason => ({ code: "not_known", text });

/** "name kind", with the rate behind it where there is one. */
export const said = ({ name, kind, p }: SourceLayer): string =>
  `${name} ${kind}${p === undefined ? "" : ` ${p ?? "?"}`}`;

/** All steps of the one model of a source, as `said` puts them. */
export const steps = (source: string): string[] => onlyModel(source).layers.map(said);
