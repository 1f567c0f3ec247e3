import { html, nothing, type TemplateResult } from "lit";
import { duration, formatCount } from "../../figure/index";
import { LIMITS } from "../../formats/index";
import { iconButton } from "../../views/index";
import type { Application } from "../application";
import type { Model } from "../model";
import { placeName } from "../names";
import { issuesView, numberField } from "./field";

/** A run that takes longer shows how far it is, and can be stopped. */
const SHOW_PROGRESS_SECONDS = 1;

/** How often, and from which random numbers. */
export function runSettings(app: Application): TemplateResult {
  const { spec, draft } = app.store.model;
  const more = () => app.experiment.moreTrials();
  return html`<div class="dx-run">
    <div class="dx-row">
      ${numberField(app, { keys: ["trials"], label: "Trials", size: "long" })}
      <vscode-button secondary ?disabled=${draft !== null || spec.trials >= LIMITS.trials} @click=${more}
        >10× trials</vscode-button
      >
    </div>
    ${issuesView(app, ["trials"])}
    <div class="dx-row">
      ${numberField(app, { keys: ["seed"], label: "Seed", name: "Seed of inputs and masks", size: "long" })}
      ${iconButton("refresh", "New seed", () => app.experiment.newSeed("seed"))}
    </div>
    ${issuesView(app, ["seed"])}
    <div class="dx-row">
      ${numberField(app, {
        keys: ["parameterSeed"],
        label: "Weights",
        name: "Seed of weights and biases",
        size: "long",
      })}
      ${iconButton("refresh", "New seed of weights and biases", () => app.experiment.newSeed("parameterSeed"))}
    </div>
    ${issuesView(app, ["parameterSeed"])}
  </div>`;
}

const runButton = (app: Application, title: string): TemplateResult =>
  html`<vscode-button @click=${() => app.run()}>${title}</vscode-button>`;

function trialsText({ run, spec }: Model): string {
  if (!run.shown) return "";
  const done = run.shown.report.runs.reduce((sum, { trials }) => sum + trials, 0);
  const wanted = run.stale ? run.shown.spec.trials : spec.trials;
  return done === wanted ? `${formatCount(done)} trials` : `${formatCount(done)} of ${formatCount(wanted)} trials`;
}

function phase(app: Application): { readonly text: string; readonly action?: unknown } {
  const { run } = app.store.model;
  const trials = trialsText(app.store.model);
  switch (run.phase) {
    case "starting":
      return { text: "Starting" };
    case "running":
      return run.seconds > SHOW_PROGRESS_SECONDS
        ? { text: trials, action: html`<vscode-button secondary @click=${() => app.stop()}>Cancel</vscode-button>` }
        : { text: trials };
    case "waiting":
      return {
        text: `${trials === "" ? "" : `${trials}. `}The whole run takes ${duration(run.seconds)}`,
        action: runButton(app, "Run"),
      };
    case "stopped":
      return { text: trials === "" ? "Stopped" : `Stopped, ${trials}`, action: runButton(app, "Run") };
    case "failed":
      return { text: run.error ?? "The run failed", action: runButton(app, "Run again") };
    case "done":
      return { text: trials };
  }
}

/** Under the picture: how much of the run it shows, and what is going on. */
export function status(app: Application): TemplateResult {
  const { run, issues } = app.store.model;
  const { text, action } = phase(app);
  const working = run.phase === "running" && run.seconds > SHOW_PROGRESS_SECONDS;
  return html`<div class="dx-status dx-${run.phase}">
      <span class="dx-trials">${text}${run.stale ? html` <em>earlier experiment</em>` : nothing}</span>
      ${working ? html`<progress aria-label="Progress of the run" max="1" .value=${run.fraction}></progress>` : nothing}
      ${action ?? nothing}
    </div>
    ${
      issues[0]
        ? html`<p class="dx-issue">
            Not run: ${placeName(issues[0].keys)} needs another value. The picture shows the last valid experiment.
          </p>`
        : nothing
    }`;
}
