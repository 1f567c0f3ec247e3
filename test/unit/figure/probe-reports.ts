import type { LayerReport, ProbeReport } from "../../../src/formats/index";
import { article, wide } from "./reports";

type Role = ProbeReport["layers"][number]["role"];

const probed = (layer: LayerReport, name: string, role: Role, shape: (number | null)[] | null) => ({
  ...layer,
  name,
  units: null,
  role,
  shape,
});

/** A report of a real model, made of the wide network's layers: a dropout, what receives it, and the model's output. */
export function probe(more: Partial<ProbeReport> = {}): ProbeReport {
  const [drop, linear, relu] = wide().layers;
  return {
    version: 1,
    kind: "probe",
    model: "Classifier",
    runs: [{ seed: 0, firstBatch: 0, stride: 1, batches: 10, passes: 8 }],
    layers: [
      probed(drop!, "encoder.drop", "dropout", [32, 64]),
      probed(linear!, "encoder.fc", "consumer", [32, 64]),
      probed(relu!, "", "output", [null, 64]),
    ],
    notes: ["lstm: dropout between its layers happens inside one call and cannot be seen from outside"],
    ...more,
  };
}

/** The article's experiment as if it had been probed: its output is the one layer whose mean parts. */
export const probedArticle = (): ProbeReport => {
  const [drop, linear] = article().layers;
  return probe({ layers: [probed(drop!, "drop", "dropout", [100]), probed(linear!, "fc", "output", [1])], notes: [] });
};
