import { html, nothing, type TemplateResult } from "lit";
import { formatCount, layerRole } from "../figure/index";
import type { Report } from "../formats/index";
import { iconButton } from "./term";

/** Which layer is shown, with a step to the one before and the one after. */
export function selectorView(report: Report, layer: number, onSelect: (layer: number) => void): TemplateResult {
  const { layers } = report;
  const { name = "", label = "" } = layers[layer] ?? {};
  const path = report.kind === "probe" ? name : "";
  return html`<div class="dx-selector">
    <div class="dx-named">
      <h2 class="dx-layer" title=${label}>
        ${path === "" ? nothing : html`<span class="dx-path">${path}</span> `}${label}
      </h2>
      ${report.kind === "probe" ? html`<p class="dx-role">${layerRole(report, layer)}</p>` : nothing}
    </div>
    <div class="dx-steps" role="group" aria-label="Layer shown">
      ${iconButton("chevron-left", "Previous layer", () => onSelect(layer - 1), { disabled: layer === 0 })}
      <span>${formatCount(layer + 1)} of ${formatCount(layers.length)}</span>
      ${iconButton("chevron-right", "Next layer", () => onSelect(layer + 1), {
        disabled: layer === layers.length - 1,
      })}
    </div>
  </div>`;
}
