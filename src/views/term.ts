import { html, nothing, type TemplateResult } from "lit";
import { prose } from "./prose";

/**
 * A word with a one-line explanation on focus and hover. The stylesheet shows the explanation under the line on which
 * the word stands, as wide as the nearest positioned box, so that it fits 300 pixels.
 *
 * @param id unique in the page, for `aria-describedby`.
 */
export function term(id: string, content: unknown, explanation: string | undefined): TemplateResult {
  if (explanation === undefined) return html`${content}`;
  return html`<span class="dx-term" tabindex="0" aria-describedby=${id}
    >${content}<span class="dx-explanation" role="tooltip" id=${id}>${prose(explanation)}</span></span
  >`;
}

/** A codicon; the button around it has the label. */
export const icon = (name: string): TemplateResult =>
  html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;

/** A button that shows an icon alone. */
export function iconButton(
  name: string,
  label: string,
  onClick: () => void,
  options: { readonly disabled?: boolean; readonly focus?: string } = {},
): TemplateResult {
  return html`<button
    type="button"
    class="dx-icon-button"
    aria-label=${label}
    title=${label}
    data-focus=${options.focus ?? nothing}
    ?disabled=${options.disabled ?? false}
    @click=${onClick}
  >
    ${icon(name)}
  </button>`;
}
