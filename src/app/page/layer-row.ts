import { html, nothing, type TemplateResult } from "lit";
import {
  definition,
  isLinear,
  LAYER_KINDS,
  type LayerKind,
  type LayerSpec,
  type LinearSpec,
} from "../../formats/index";
import { icon, iconButton } from "../../views/index";
import type { Application } from "../application";
import { valueAt, widthBefore } from "../edit";
import { DISTRIBUTION_NAMES, kindTitle } from "../names";
import { revealButton } from "./code";
import { distributionView } from "./distribution";
import { issuesAt, issuesView, numberField } from "./field";
import { select } from "./select";

/** The kinds of layers in a menu. */
export const LAYER_OPTIONS = LAYER_KINDS.map((kind) => [kind, kindTitle(kind)] as const);

function fields(app: Application, layer: LayerSpec, index: number): unknown {
  const { numbers, choices } = definition(layer);
  return [
    ...numbers.map(({ key, label = key }) =>
      numberField(app, { keys: ["layers", index, key], label, name: `${key} of layer ${index}, in the list` }),
    ),
    ...choices.map(({ key, label, options }) =>
      select({
        name: `${label} of layer ${index}`,
        options,
        value: String(valueAt(app.experiment.edited, ["layers", index, key])),
        onChange: (value) => app.experiment.set(["layers", index, key], value),
      }),
    ),
  ];
}

const initialization = (value: LinearSpec["weight"]): string =>
  value === undefined
    ? "PyTorch's default"
    : value.kind === "constant"
      ? `constant ${value.value}`
      : DISTRIBUTION_NAMES[value.kind];

const parametersLine = ({ weight, bias }: LinearSpec): string =>
  weight === undefined && bias === undefined
    ? "PyTorch's initialization"
    : `Weight ${initialization(weight)}, bias ${initialization(bias)}`;

function parameters(app: Application, layer: LinearSpec, index: number): TemplateResult {
  const id = `parameters-${index}` as const;
  const places = (["weight", "bias"] as const).map((key) => ["layers", index, key]);
  const wrong = places.some((keys) => issuesAt(app.store.model.issues, keys).length > 0);
  const open = wrong || app.store.model.open.has(id);
  const edited = app.experiment.edited;
  const view = (key: "weight" | "bias", length: number) =>
    distributionView(app, {
      keys: ["layers", index, key],
      label: key,
      name: `${key} of layer ${index}`,
      value: layer[key],
      length,
      constant: key === "weight" ? 1 : 0,
      forWeights: key === "weight",
      optional: true,
    });
  return html`<div class="dx-parameters">
    <button type="button" class="dx-more" aria-expanded=${open} @click=${() => app.toggle(id)}>
      ${icon(open ? "chevron-down" : "chevron-right")}
      <span title=${parametersLine(layer)}>${parametersLine(layer)}</span>
    </button>
    ${open ? [view("weight", widthBefore(edited, index) * layer.units), view("bias", layer.units)] : nothing}
  </div>`;
}

function buttons(app: Application, index: number, count: number, focus: (name: string) => void): TemplateResult {
  const move = (to: number, name: string) => () => {
    app.experiment.moveLayer(index, to);
    focus(`layer-${to}-${name}`);
  };
  const remove = () => {
    app.experiment.removeLayer(index);
    focus(`layer-${Math.min(index, count - 2)}-remove`);
  };
  return html`<div class="dx-row-buttons">
    ${revealButton(app, index)}
    ${iconButton("arrow-up", `Move layer ${index} up`, move(index - 1, "up"), {
      disabled: index === 0,
      focus: `layer-${index}-up`,
    })}
    ${iconButton("arrow-down", `Move layer ${index} down`, move(index + 1, "down"), {
      disabled: index === count - 1,
      focus: `layer-${index}-down`,
    })}
    ${iconButton("close", `Remove layer ${index}`, remove, { disabled: count === 1, focus: `layer-${index}-remove` })}
  </div>`;
}

/**
 * One layer of the network as a row of fields.
 *
 * @param focus moves the keyboard's focus to a control by its name, after the page is drawn again.
 */
export function layerRow(
  app: Application,
  layer: LayerSpec,
  index: number,
  focus: (name: string) => void,
): TemplateResult {
  const count = app.experiment.edited.layers.length;
  const own = app.store.model.issues.filter(
    ({ keys }) => keys[0] === "layers" && keys[1] === index && keys[2] !== "weight" && keys[2] !== "bias",
  );
  return html`<li class="dx-layer-row">
    <div class="dx-row">
      <span class="dx-index">${index}</span>
      ${select({
        name: `Kind of layer ${index}`,
        options: LAYER_OPTIONS,
        value: layer.kind,
        onChange: (kind) => app.experiment.changeKind(index, kind as LayerKind),
      })}
      ${fields(app, layer, index)}
      <span class="dx-gap"></span>
      ${buttons(app, index, count, focus)}
    </div>
    ${own.map(({ keys }) => (keys[2] === "p" ? nothing : issuesView(app, keys)))}
    ${isLinear(layer) ? parameters(app, layer, index) : nothing}
  </li>`;
}
