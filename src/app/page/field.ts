import { html, nothing, type TemplateResult } from "lit";
import { pathOf, type SpecIssue } from "../../formats/index";
import type { Application } from "../application";
import { valueAt, type Keys } from "../edit";
import { listOf, numberOf } from "../typed";
import { typedText, type Read } from "./typed-text";

/** A number of the experiment as a field. */
export interface Field {
  readonly keys: Keys;
  /** What the field is called beside it; null where a heading says it. */
  readonly label: string | null;
  /** The whole name, for people who hear it. */
  readonly name?: string;
  /** How many digits it has room for. */
  readonly size?: "short" | "long";
}

const begins = (keys: Keys, start: Keys): boolean => start.every((key, index) => keys[index] === key);

/** What is wrong at a place or below it. */
export const issuesAt = (issues: readonly SpecIssue[], keys: Keys): readonly SpecIssue[] =>
  issues.filter((issue) => begins(issue.keys, keys));

const idOf = (keys: Keys): string => `at-${pathOf(keys).replace(/\W+/g, "-")}`;

/** The messages of a place, under its fields; said when typing pauses, not for each character. */
export function issuesView(app: Application, keys: Keys): TemplateResult | typeof nothing {
  const issues = issuesAt(app.store.model.issues, keys);
  if (issues.length === 0) return nothing;
  return html`<p class="dx-issue" id="${idOf(keys)}-issue" aria-live="polite">
    ${issues.map(({ message }) => html`<span>${message}.</span>`)}
  </p>`;
}

function attributes(app: Application, keys: Keys, read: Read) {
  const gesture = pathOf(keys);
  const wrong = issuesAt(app.store.model.issues, keys).length > 0;
  return {
    wrong,
    describedBy: wrong ? `${idOf(keys)}-issue` : nothing,
    value: typedText(valueAt(app.experiment.edited, keys), read),
    onInput: (event: Event) => app.experiment.set(keys, read((event.target as HTMLInputElement).value), { gesture }),
    onDone: () => app.experiment.finish(),
  };
}

/** A field for one number. What a person types stays, and is said to be wrong where it isn't a number that fits. */
export function numberField(app: Application, { keys, label, name, size = "short" }: Field): TemplateResult {
  const { wrong, describedBy, value, onInput, onDone } = attributes(app, keys, numberOf);
  return html`<label class="dx-field">
    ${label === null ? nothing : html`<span>${label}</span>`}
    <input
      class="dx-input dx-${size}"
      type="text"
      inputmode="decimal"
      autocomplete="off"
      spellcheck="false"
      aria-label=${name ?? nothing}
      aria-invalid=${wrong}
      aria-describedby=${describedBy}
      .value=${value}
      @input=${onInput}
      @change=${onDone}
    />
  </label>`;
}

/** A field for a list of numbers. */
export function listField(app: Application, { keys, name }: Field): TemplateResult {
  const { wrong, describedBy, value, onInput, onDone } = attributes(app, keys, listOf);
  return html`<textarea
    class="dx-input dx-values"
    rows="3"
    spellcheck="false"
    aria-label=${name ?? nothing}
    aria-invalid=${wrong}
    aria-describedby=${describedBy}
    .value=${value}
    @input=${onInput}
    @change=${onDone}
  ></textarea>`;
}
