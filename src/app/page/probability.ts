import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Application } from "../application";
import { isDropout } from "../../formats/index";
import type { Keys } from "../edit";
import { writeButton } from "./code";
import { issuesAt, issuesView, numberField } from "./field";

/** Whether an arrow key is held, on the one slider that has the focus: it reports each repeat as a finished change. */
let held = false;

function slider(app: Application, keys: Keys, value: number, name: string): TemplateResult {
  const finish = () => {
    held = false;
    app.experiment.finish();
  };
  const move = (event: Event) => {
    const p = (event.target as HTMLInputElement).valueAsNumber;
    app.experiment.set(keys, p, { gesture: `slide ${keys.join(".")}`, moving: true });
  };
  return html`<input
    class="dx-slider"
    type="range"
    min="0"
    max="1"
    step="0.01"
    aria-label=${name}
    .value=${live(String(value))}
    @input=${move}
    @keydown=${() => (held = true)}
    @keyup=${finish}
    @blur=${finish}
    @change=${() => held || finish()}
  />`;
}

/** A slider and a field for the p of every dropout. */
export function probabilities(app: Application): TemplateResult | typeof nothing {
  const { spec, issues } = app.store.model;
  const rows = app.experiment.edited.layers.flatMap((layer, index) => {
    if (!isDropout(layer)) return [];
    const keys = ["layers", index, "p"];
    const good = spec.layers[index];
    // A slider cannot stand at "abc" or 1.4: it stays where the last good value is.
    const wrong = issuesAt(issues, keys).length > 0;
    const value = wrong && good && isDropout(good) ? good.p : layer.p;
    return html`<div class="dx-probability">
        <span class="dx-label" aria-hidden="true">p of layer ${index}</span>
        ${slider(app, keys, value, `p of layer ${index}`)}
        ${numberField(app, { keys, label: null, name: `p of layer ${index} as a number` })} ${writeButton(app, index)}
      </div>
      ${issuesView(app, keys)}`;
  });
  return rows.length === 0 ? nothing : html`<div class="dx-probabilities">${rows}</div>`;
}
