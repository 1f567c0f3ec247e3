import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./term";

/** Something that a person should know, and what to do about it. */
export interface Message {
  readonly kind: "info" | "warning" | "error";
  readonly title: string;
  readonly lines?: readonly string[];
  readonly actions?: unknown;
}

/** A message in its own box. It is not announced: it may change with each key, and whoever shows it knows when to say so. */
export function messageView({ kind, title, lines = [], actions }: Message): TemplateResult {
  return html`<div class="dx-message dx-${kind}" role="note">
    ${icon(kind)}
    <div>
      <p>${title}</p>
      ${
        lines.length === 0
          ? nothing
          : html`<ul>
              ${lines.map((line) => html`<li>${line}</li>`)}
            </ul>`
      }
      ${actions ?? nothing}
    </div>
  </div>`;
}
