import { html, nothing, render, type TemplateResult } from "lit";
import { pictureOf, reportRuns, reportTitle, shownLayer } from "../figure/index";
import type { Report } from "../formats/index";
import { depthOf, sentenceOf, sparksOf, tableOf } from "./figures";
import { messageView } from "./message-view";
import { refusalView } from "./refusal-view";
import { reportView, type ReportProps } from "./report-view";
import { icon } from "./term";
import { WIDE } from "./wide";

/** What a person can do with a report that stands alone, beyond looking at it. */
export interface PaneAction {
  readonly title: string;
  readonly icon: string;
  readonly run: () => void;
}

/** What the person chose to see; everything else follows from the report and the width. */
interface Chosen {
  layer: number;
  moreRows: boolean;
  depthOpen: boolean;
}

const chosenOf = (report: Report): Chosen => ({ layer: shownLayer(report), moreRows: false, depthOpen: true });

/** A report that stands alone in an element, without the experiment that made it: in a notebook cell or a panel. */
export class ReportPane {
  #shown: { readonly report: Report; readonly chosen: Chosen } | null = null;
  #wide: boolean;
  readonly #resize: ResizeObserver;

  /**
   * @param root Empty; the pane draws into it until `destroy`.
   * @param id Unique in the page.
   */
  constructor(
    private readonly root: HTMLElement,
    private readonly id: string,
    private readonly actionOf: (report: Report) => PaneAction | null = () => null,
  ) {
    this.#wide = root.clientWidth >= WIDE;
    this.#resize = new ResizeObserver(([entry]) => {
      const wide = entry !== undefined && entry.contentRect.width >= WIDE;
      if (wide === this.#wide) return;
      this.#wide = wide;
      this.#draw();
    });
    this.#resize.observe(root);
  }

  /** Shows a report; another one with as many layers keeps what the person chose. */
  show(report: Report): void {
    const before = this.#shown;
    const same = before?.report.layers.length === report.layers.length;
    this.#shown = { report, chosen: same ? before.chosen : chosenOf(report) };
    this.#draw();
  }

  /** Shows something else in its place. */
  tell(message: TemplateResult): void {
    this.#shown = null;
    render(html`<div class="dx-alone">${message}</div>`, this.root);
  }

  /** Takes everything away, and ends the charts with it. */
  destroy(): void {
    this.#resize.disconnect();
    this.#shown = null;
    render(nothing, this.root);
  }

  #draw(): void {
    if (!this.#shown) return;
    const { report, chosen } = this.#shown;
    try {
      if (report.layers.length === 0) this.#drawEmpty(report);
      else render(this.#view(report, chosen), this.root);
    } catch (error) {
      const message = `This report can't be drawn: ${error instanceof Error ? error.message : String(error)}`;
      this.tell(refusalView({ reason: "broken", message, value: report }, ""));
    }
  }

  #view(report: Report, chosen: Chosen): TemplateResult {
    ensureDrawable(report, chosen.layer);
    return reportView(this.#props(report, chosen), { controls: this.#heading(report) });
  }

  #drawEmpty(report: Report): void {
    const lines = report.kind === "probe" ? report.notes : [];
    const title = "This report has no layers: the model ran without dropout and without an output";
    const message = html`${this.#heading(report)} ${messageView({ kind: "info", title, lines })}`;
    render(html`<div class="dx-alone">${message}</div>`, this.root);
  }

  #props(report: Report, chosen: Chosen): ReportProps {
    const choose = (changed: Partial<Chosen>) => {
      Object.assign(chosen, changed);
      this.#draw();
    };
    return {
      id: this.id,
      report,
      layer: chosen.layer,
      wide: this.#wide,
      moreRows: chosen.moreRows || this.#wide,
      depthOpen: chosen.depthOpen,
      onLayer: (layer) => choose({ layer }),
      onMoreRows: () => choose({ moreRows: !chosen.moreRows }),
      onDepth: () => choose({ depthOpen: !chosen.depthOpen }),
    };
  }

  #heading(report: Report): TemplateResult {
    const action = this.actionOf(report);
    return html`<div class="dx-heading">
      <span>${reportTitle(report)}</span><span>${reportRuns(report)}</span>
      ${
        action
          ? html`<button type="button" class="dx-link" @click=${action.run}>
              ${icon(action.icon)}${action.title}
            </button>`
          : nothing
      }
    </div>`;
  }
}

/** Makes every figure of the page once, since an element that fails as it enters the page leaves a hole and no error. */
function ensureDrawable(report: Report, layer: number): void {
  pictureOf(report, layer);
  tableOf(report, layer);
  sentenceOf(report, layer);
  depthOf(report);
  sparksOf(report);
}
