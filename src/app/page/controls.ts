import { html, nothing, type TemplateResult } from "lit";
import { PRESETS } from "../../core/presets";
import { formatCount } from "../../figure/index";
import { iconButton, messageView } from "../../views/index";
import type { Application } from "../application";
import { locked, type Model } from "../model";
import { codeView } from "./code";
import { probabilities } from "./probability";
import { select } from "./select";

const OWN = "own";
/** Mistakes of a text that are listed: the others are underlined in it. */
const MOST_ISSUES = 5;

function presets(app: Application): TemplateResult {
  const { preset = OWN } = app.store.model;
  const known = PRESETS.map(({ id, title }) => [id, title] as const);
  return select({
    name: "Experiment",
    options: preset === OWN ? [[OWN, "Your own experiment"], ...known] : known,
    value: preset,
    onChange: (id) => app.experiment.choose(id),
  });
}

function toolbar(app: Application): TemplateResult {
  const { container, history, draft, spec, run } = app.store.model;
  const fixed = locked(app.store.model);
  const { start } = app.experiment;
  const inDocument = container === "editor";
  const changed = draft !== null || (start !== null && JSON.stringify(start.spec) !== JSON.stringify(spec));
  const shown = run.shown !== null;
  return html`<div class="dx-toolbar" role="group" aria-label="Experiment">
    ${iconButton("discard", "Undo", () => app.undo(), {
      disabled: !inDocument && !draft && history.undo.length === 0,
    })}
    ${iconButton("redo", "Redo", () => app.redo(), { disabled: !inDocument && history.redo.length === 0 })}
    ${iconButton("debug-restart", "Reset", () => app.experiment.reset(), { disabled: !changed || fixed })}
    <span class="dx-gap"></span>
    ${iconButton("code", "Copy as PyTorch", () => app.output.copyProgram())}
    ${iconButton("json", "Copy report as JSON", () => app.output.copyReport(), { disabled: !shown })}
    ${iconButton("save-as", "Save spec as…", () => app.output.saveSpec())}
    ${
      container === "sidebar" ? iconButton("link-external", "Open in editor", () => app.output.openInEditor()) : nothing
    }
    ${inDocument ? iconButton("go-to-file", "Show text", () => app.output.openText()) : nothing}
  </div>`;
}

function assumptions(app: Application): TemplateResult | typeof nothing {
  const { assumptions: lines, draft } = app.store.model;
  if (lines.length === 0) return nothing;
  return messageView({
    kind: "info",
    title: "Assumed, because the layers don't say:",
    lines,
    actions: html`<vscode-button
      secondary
      ?disabled=${draft !== null}
      title="Inputs and weights 1, biases 0, as in the article"
      @click=${() => app.experiment.allWeightsOne()}
      >All weights 1</vscode-button
    >`,
  });
}

/** What it means that the text of a custom editor's document isn't an experiment. */
export const brokenTitle = ({ blank }: Model): string =>
  blank
    ? "This file isn't an experiment yet. Fix it to see the picture."
    : "This file has an error. Fix it to continue; the picture shows the last valid version.";

/** What is wrong with the text of a custom editor's document, and the way there. */
export function broken(app: Application): TemplateResult | typeof nothing {
  const { broken: issues } = app.store.model;
  if (issues.length === 0) return nothing;
  return messageView({
    kind: "error",
    title: brokenTitle(app.store.model),
    lines: [
      ...issues.slice(0, MOST_ISSUES).map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)),
      ...(issues.length > MOST_ISSUES ? [`and ${formatCount(issues.length - MOST_ISSUES)} more`] : []),
    ],
    actions: html`<vscode-button secondary @click=${() => app.output.openText()}>Show text</vscode-button>`,
  });
}

/** What stands above the picture: which experiment, what can be done with it, and every p. */
export function controls(app: Application): TemplateResult {
  const fixed = locked(app.store.model);
  return html`<div class="dx-controls">
    <div class="dx-experiment" ?inert=${fixed}>${presets(app)}</div>
    ${toolbar(app)} ${codeView(app)} ${broken(app)} ${assumptions(app)}
    <div ?inert=${fixed}>${probabilities(app)}</div>
  </div>`;
}
