import { html, nothing, type TemplateResult } from "lit";
import { rawSummary } from "../figure/index";
import type { Refusal } from "../formats/index";
import { messageView } from "./message-view";

const TITLES: Readonly<Record<Refusal["reason"], string>> = {
  broken: "This output can't be read as a Dropout Explorer report",
  newer: "This output was made by a newer version of Dropout Explorer",
  tooLarge: "This output is too large to show in a notebook",
};

/** What to do about it. */
const REMEDIES: Readonly<Record<Refusal["reason"], string>> = {
  broken: "Run the cell again. If that doesn't help, the output may have been changed since it was made.",
  newer: "Update the extension, or choose another presentation in this output's menu (…): it includes a text table.",
  tooLarge: "Save the report to a file and open it with “Dropout Explorer: Open Report…”, or probe fewer layers.",
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
