import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./term";

/** A part of the page that opens and closes. */
export interface Fold {
  readonly id: string;
  readonly title: string;
  /** What is inside in a few words, beside the title. */
  readonly summary?: string;
  readonly open: boolean;
  readonly onToggle: () => void;
  /** Wide containers show it always. */
  readonly wideOpen?: boolean;
  /** Made only while it is open: a closed part costs nothing. */
  readonly content: () => unknown;
}

/** A heading that opens and closes what follows it. */
export function fold({ id, title, summary, open, onToggle, wideOpen, content }: Fold): TemplateResult {
  return html`<section class="dx-fold ${open ? "dx-open" : ""} ${wideOpen ? "dx-wide-open" : ""}" data-fold=${id}>
    <h2>
      <button type="button" aria-expanded=${open} aria-controls="dx-fold-${id}" @click=${onToggle}>
        ${icon(open ? "chevron-down" : "chevron-right")}<span class="dx-fold-title">${title}</span>
        ${summary === undefined ? nothing : html`<span class="dx-fold-summary" title=${summary}>${summary}</span>`}
      </button>
    </h2>
    <div class="dx-fold-body" id="dx-fold-${id}">${open || wideOpen ? content() : nothing}</div>
  </section>`;
}
