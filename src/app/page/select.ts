import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

/** A menu of named values. */
export interface Select {
  readonly name: string;
  readonly options: readonly (readonly [value: string, title: string])[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly focus?: string;
}

/** Pixels of an option, and how many show at once before they scroll. */
const OPTION = 22;
const MOST_SHOWN = 10;

/** Opens the options where there is room: below the end of the page no one could reach them. */
const place = (event: Event): void => {
  const menu = event.currentTarget as HTMLElement & { position: "above" | "below" };
  const { top, bottom } = menu.getBoundingClientRect();
  const below = document.documentElement.clientHeight - bottom;
  const needed = OPTION * Math.min(MOST_SHOWN, menu.children.length) + 2;
  menu.position = below >= needed || below >= top ? "below" : "above";
};

/**
 * Tells what was chosen. The menu shows it once it is so: it may be refused, or a question about it be left unanswered,
 * and nothing is drawn again.
 */
const chosen =
  ({ value, onChange }: Select) =>
  ({ currentTarget }: Event): void => {
    const menu = currentTarget as HTMLSelectElement;
    const choice = menu.value;
    menu.value = value;
    onChange(choice);
  };

/** A menu that shows `value` whatever was chosen in it last: a menu that adds layers goes back to its own name. */
export function select(menu: Select): TemplateResult {
  const { name, options, value, focus } = menu;
  return html`<vscode-single-select
    label=${name}
    data-focus=${focus ?? nothing}
    .value=${live(value)}
    @pointerdown=${place}
    @keydown=${place}
    @change=${chosen(menu)}
  >
    ${options.map(
      ([option, title]) => html`<vscode-option value=${option} ?selected=${option === value}>${title}</vscode-option>`,
    )}
  </vscode-single-select>`;
}
