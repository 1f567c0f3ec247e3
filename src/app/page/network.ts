import { html, type TemplateResult } from "lit";
import type { LayerKind } from "../../formats/index";
import type { Application } from "../application";
import { distributionView } from "./distribution";
import { issuesView, numberField } from "./field";
import { LAYER_OPTIONS, layerRow } from "./layer-row";
import { select } from "./select";

const ADD = "add";

function adder(app: Application): TemplateResult {
  return select({
    name: "Add a layer",
    options: [[ADD, "Add a layer…"], ...LAYER_OPTIONS],
    value: ADD,
    onChange: (kind) => {
      if (kind !== ADD) app.experiment.addLayer(kind as LayerKind);
    },
    focus: "add",
  });
}

/** The network as a list that can be changed: what enters it, and every layer. */
export function network(app: Application, focus: (name: string) => void): TemplateResult {
  const { input, layers } = app.experiment.edited;
  return html`<div class="dx-network">
    ${distributionView(app, {
      keys: ["input", "distribution"],
      label: html`Input ${numberField(app, { keys: ["input", "units"], label: null, name: "Units of the input" })} ×`,
      name: "Distribution of the input",
      value: input.distribution,
      length: input.units,
      constant: 1,
    })}
    ${issuesView(app, ["input", "units"])}
    <ol class="dx-layers">
      ${layers.map((layer, index) => layerRow(app, layer, index, focus))}
    </ol>
    <div class="dx-add">${adder(app)}</div>
  </div>`;
}
