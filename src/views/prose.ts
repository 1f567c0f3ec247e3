import { html, type TemplateResult } from "lit";

/** Formulas in sentences: a line may end after their stroke and their hyphen. */
const FORMULAS = /(1\/\(1-p\))/;

/** A sentence whose formulas stay on one line. The text itself is as it was: what a person copies from it can be computed. */
export const prose = (text: string): (string | TemplateResult)[] =>
  text
    .split(FORMULAS)
    .map((part) => (FORMULAS.test(part) ? html`<span class="dx-formula">${part}</span>` : part))
    .filter((part) => part !== "");
