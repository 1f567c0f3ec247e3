import { html, nothing, type TemplateResult } from "lit";
import { rawSummary } from "../figure/index";
import type { Refusal } from "../formats/index";
import { messageView } from "./message-view";

const TITLES: Readonly<Record<Refusal["reason"], string>> = {
  broken: "This output cannot be read as a report of Dropout Explorer",
  newer: "This output was made by a newer Dropout Explorer",
  tooLarge: "This output is too large to be drawn in a notebook",
};

/** What to do about it. */
const REMEDIES: Readonly<Record<Refusal["reason"], string>> = {
  broken: "Run the cell again. If it stays so, the output may have been changed since it was made.",
  newer:
    "Until it is updated, choose another presentation of this output in its menu (…): a text table lies beside it.",
  tooLarge:
    "Save the report to a file and open that with the command “Dropout Explorer: Open Report…”, or probe fewer layers.",
};

/**
 * Why an output is not drawn, what to do, and what can be read of it: a person never finds an empty cell.
 *
 * @param text The output as it came.
 */
export function refusalView(
  { reason, message, value }: Refusal,
  text: string,
  actions: unknown = nothing,
): TemplateResult {
  return messageView({
    kind: reason === "broken" ? "error" : "warning",
    title: TITLES[reason],
    lines: [message, REMEDIES[reason]],
    actions: html`<pre class="dx-raw" tabindex="0" aria-label="What can be read of it">${rawSummary(value, text)}</pre>
      ${actions}`,
  });
}
