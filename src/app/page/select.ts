import { html, nothing, type TemplateResult } from "lit";

/** A menu of named values. */
export interface Select {
  readonly name: string;
  readonly options: readonly (readonly [value: string, title: string])[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly focus?: string;
}

/** A menu that shows what is chosen. */
export function select({ name, options, value, onChange, focus }: Select): TemplateResult {
  return html`<vscode-single-select
    label=${name}
    data-focus=${focus ?? nothing}
    .value=${value}
    @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value)}
  >
    ${options.map(
      ([option, title]) => html`<vscode-option value=${option} ?selected=${option === value}>${title}</vscode-option>`,
    )}
  </vscode-single-select>`;
}
