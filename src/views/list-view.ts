import { html, nothing, type TemplateResult } from "lit";
import type { SparkFigure } from "../figure/index";
import type { Report } from "../formats/index";
import { icon } from "./term";

/** All layers with a small histogram each, on one scale; the one that drifts most stands out. */
export function listView(
  report: Report,
  figure: SparkFigure,
  selected: number,
  onSelect: (layer: number) => void,
): TemplateResult {
  return html`<ol class="dx-list" aria-label="Layers">
    ${report.layers.map(
      ({ name, label }, layer) =>
        html`<li>
          <button
            type="button"
            class=${figure.sparks[layer]?.drifts ? "dx-drifts" : nothing}
            aria-current=${layer === selected}
            @click=${() => onSelect(layer)}
          >
            <span class="dx-list-name">${name}</span>
            <span class="dx-list-label" title=${label}>${label}</span>
            ${
              figure.sparks[layer]?.drifts
                ? html`<span class="dx-list-drift" title="Drifts most from evaluation">${icon("warning")}</span>`
                : nothing
            }
            <dx-spark .data=${{ figure, layer }}></dx-spark>
          </button>
        </li>`,
    )}
  </ol>`;
}
