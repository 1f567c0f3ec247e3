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
  /** There is room: it is open and stays so. */
  readonly fixed?: boolean;
  /** Made only while it is open: a closed part costs nothing. */
  readonly content: () => unknown;
}

function heading({ id, title, summary, open, onToggle }: Fold): TemplateResult {
  return html`<h2>
    <button type="button" aria-expanded=${open} aria-controls="dx-fold-${id}" @click=${onToggle}>
      ${icon(open ? "chevron-down" : "chevron-right")}<span class="dx-fold-title">${title}</span>
      ${summary === undefined ? nothing : html`<span class="dx-fold-summary" title=${summary}>${summary}</span>`}
    </button>
  </h2>`;
}

/** A heading that opens and closes what follows it. */
export function fold(props: Fold): TemplateResult {
  const { id, title, fixed = false, content } = props;
  const open = props.open || fixed;
  return html`<section class="dx-fold ${open ? "dx-open" : ""}">
    ${fixed ? html`<h2 class="dx-plain">${title}</h2>` : heading(props)}
    <div class="dx-fold-body" id="dx-fold-${id}">${open ? content() : nothing}</div>
  </section>`;
}
