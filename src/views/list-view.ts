import { html, nothing, type TemplateResult } from "lit";
import { layerTitle, type SparkFigure } from "../figure/index";
import type { Report } from "../formats/index";
import { icon } from "./term";

/** A layer by its notation; in a real model its path comes first. */
function text({ kind, layers }: Report, layer: number): unknown {
  const { name = "", label = "" } = layers[layer] ?? {};
  return kind === "probe" && name !== "" ? html`<span class="dx-path">${name}</span> ${label}` : label;
}

/** All layers with a small histogram each, on one scale; the one that drifts most stands out. */
export function listView(
  report: Report,
  figure: SparkFigure,
  selected: number,
  onSelect: (layer: number) => void,
): TemplateResult {
  return html`<ol class="dx-list" aria-label="Layers">
    ${report.layers.map(
      ({ name }, layer) =>
        html`<li>
          <button
            type="button"
            class=${figure.sparks[layer]?.drifts ? "dx-drifts" : nothing}
            aria-current=${layer === selected}
            @click=${() => onSelect(layer)}
          >
            <span class="dx-list-name">${report.kind === "probe" ? layer : name}</span>
            <span class="dx-list-label" title=${layerTitle(report, layer)}>${text(report, layer)}</span>
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
