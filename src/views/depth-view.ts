import { html, type TemplateResult } from "lit";
import { formatNumber, type DepthFigure, type DepthPanel } from "../figure/index";

const ratioText = (ratio: number | null | undefined): string => (ratio == null ? "–" : formatNumber(ratio));

function panelColumns(panel: DepthPanel, layer: number): TemplateResult[] {
  return panel.series.map(({ ratios }) => html`<td>${ratioText(ratios[layer])}</td>`);
}

/** The numbers of the overview for people who do not see the canvas. */
function equivalent({ layers, mean, rms }: DepthFigure): TemplateResult {
  return html`<div class="dx-hidden">
    <table>
      <caption>
        Relative to evaluation, layer by layer
      </caption>
      <tr>
        <th scope="col">layer</th>
        ${[mean, rms].map((panel) => panel.series.map(({ name }) => html`<th scope="col">${panel.title}, ${name}</th>`))}
      </tr>
      ${layers.map(
        ({ name, label }, layer) =>
          html`<tr>
            <th scope="row">${name} ${label}</th>
            ${panelColumns(mean, layer)}${panelColumns(rms, layer)}
          </tr>`,
      )}
    </table>
  </div>`;
}

/** Mean and root mean square relative to evaluation across depth; a click shows that layer. */
export function depthView(figure: DepthFigure, selected: number, onSelect: (layer: number) => void): TemplateResult {
  const data = { figure, selected, onSelect };
  return html`<div class="dx-depth-panels">
    <dx-depth-mean .data=${data}></dx-depth-mean>
    <dx-depth-rms .data=${data}></dx-depth-rms>
    ${equivalent(figure)}
  </div>`;
}
