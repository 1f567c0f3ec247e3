import { html, nothing, type TemplateResult } from "lit";
import type { Report } from "../formats/index";
import { depthView } from "./depth-view";
import { depthOf, sentenceOf, sparksOf, tableOf } from "./figures";
import { fold } from "./fold";
import { listView } from "./list-view";
import { prose } from "./prose";
import { selectorView } from "./selector-view";
import { tableView } from "./table-view";

/** A report on the page, with what the person chose to see of it. */
export interface ReportProps {
  /** Unique in the page: several reports stand side by side in a notebook. */
  readonly id: string;
  readonly report: Report;
  /** What the list and the overview draw instead: it may lag behind while a slider moves. */
  readonly calm?: Report;
  readonly layer: number;
  /** Room for the list of layers, the overview and all rows at once. */
  readonly wide: boolean;
  readonly moreRows: boolean;
  readonly depthOpen: boolean;
  readonly hold?: boolean;
  readonly stale?: boolean;
  readonly onLayer: (layer: number) => void;
  readonly onMoreRows: () => void;
  readonly onDepth: () => void;
}

/** What a container adds around a report: each is put where it belongs in both layouts. */
export interface ReportSlots {
  readonly controls?: unknown;
  readonly status?: unknown;
  readonly editor?: unknown;
}

function main(props: ReportProps, status: unknown): TemplateResult {
  const { report, layer, hold = false, stale = false } = props;
  return html`<section class="dx-main" aria-label="Picture">
    <dx-histogram class=${stale ? "dx-stale" : nothing} .data=${{ report, layer, hold, stale }}></dx-histogram>
    ${status ?? nothing} ${selectorView(report, layer, props.onLayer)}
  </section>`;
}

function side({ id, report, layer, moreRows, onMoreRows }: ReportProps): TemplateResult {
  const caption = `${report.layers[layer]?.label ?? ""} in the three modes`;
  const table = tableOf(report, layer);
  return html`<section class="dx-side" aria-label="Figures">
    ${tableView({ id: `${id}-table`, caption, table, open: moreRows, onToggle: onMoreRows })}
    <p class="dx-sentence">${prose(sentenceOf(report, layer))}</p>
  </section>`;
}

/** What a probe could not see, and why. */
function notes(report: Report): unknown {
  if (report.kind !== "probe" || report.notes.length === 0) return nothing;
  return html`<section class="dx-notes" aria-label="Notes">
    <h2 class="dx-plain">Notes</h2>
    <ul>
      ${report.notes.map((note) => html`<li>${note}</li>`)}
    </ul>
  </section>`;
}

function list({ report, calm = report, layer, onLayer }: ReportProps): TemplateResult {
  return listView(calm, sparksOf(calm), layer, onLayer);
}

function depth(props: ReportProps): TemplateResult {
  const { id, report, calm = report, layer, wide, depthOpen, onDepth, onLayer } = props;
  return html`<section class="dx-depth">
    ${fold({
      id: `${id}-depth`,
      title: "Across layers",
      open: depthOpen,
      onToggle: onDepth,
      fixed: wide,
      content: () => depthView(depthOf(calm), layer, onLayer),
    })}
  </section>`;
}

/** A report with everything around it: one column in a narrow container, three in a wide one. */
export function reportView(props: ReportProps | null, slots: ReportSlots = {}): TemplateResult {
  return html`<div class="dx-report ${slots.editor === undefined ? "dx-without-editor" : ""}">
    <div class="dx-left">${slots.controls ?? nothing} ${props?.wide ? list(props) : nothing}</div>
    ${props ? main(props, slots.status) : html`<section class="dx-main">${slots.status}</section>`}
    ${props ? side(props) : nothing} ${props && props.report.layers.length > 1 ? depth(props) : nothing}
    ${props ? notes(props.report) : nothing}
    ${slots.editor === undefined ? nothing : html`<div class="dx-editor">${slots.editor}</div>`}
  </div>`;
}
