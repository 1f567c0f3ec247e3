import { html, type TemplateResult } from "lit";
import { fold, reportView, sentenceOf, type ReportProps } from "../../views/index";
import type { Application } from "../application";
import { movedOnText } from "../code";
import { locked, type FoldId, type Model } from "../model";
import { networkLine, runLine } from "../names";
import type { Calm } from "./calm";
import { broken, brokenTitle, controls } from "./controls";
import { issuesAt } from "./field";
import { network } from "./network";
import { runSettings, status } from "./run";

function reportProps(app: Application, calm: Calm): ReportProps | null {
  const { run, layer, wide, open, moving } = app.store.model;
  if (!run.shown) return null;
  const { report, complete } = run.shown;
  return {
    id: "report",
    report,
    calm: calm.next(report, moving),
    // The picture may still be of an experiment with fewer layers.
    layer: Math.min(layer, report.layers.length - 1),
    wide,
    moreRows: open.has("rows") || wide,
    depthOpen: open.has("depth"),
    hold: moving || (!complete && run.phase === "running"),
    stale: run.stale,
    onLayer: (next) => app.experiment.select(next),
    onMoreRows: () => app.toggle("rows"),
    onDepth: () => app.toggle("depth"),
  };
}

function editor(app: Application, focus: (name: string) => void): TemplateResult {
  const { open, spec, issues } = app.store.model;
  const fixed = locked(app.store.model);
  const part = (id: FoldId, title: string, summary: string, wrong: boolean, view: () => unknown) => {
    const inside = () => html`<div ?inert=${fixed}>${view()}</div>`;
    return fold({ id, title, summary, open: open.has(id) || wrong, onToggle: () => app.toggle(id), content: inside });
  };
  const inNetwork = [...issuesAt(issues, ["input"]), ...issuesAt(issues, ["layers"])].some(
    ({ keys }) => keys[2] !== "p",
  );
  const inRun = issues.some(({ keys }) => ["trials", "seed", "parameterSeed"].includes(String(keys[0])));
  return html`${part("network", "Network", networkLine(spec), inNetwork, () => network(app, focus))}
  ${part("run", "Run", runLine(spec), inRun, () => runSettings(app))}`;
}

/** What a page remembers between two drawings. */
export interface Surface {
  readonly calm: Calm;
  /** Moves the keyboard's focus to a control by its name, after the page is drawn again. */
  readonly focus: (name: string) => void;
}

/** The finding, once a run has finished. */
function finding({ run, layer }: Model): string {
  if (run.phase !== "done" || !run.shown?.complete) return "";
  return sentenceOf(run.shown.report, Math.min(layer, run.shown.report.layers.length - 1));
}

/**
 * What is said aloud. Of a text that is being typed only that it isn't an experiment: its mistakes change with each key, and
 * the text editor says them at their places.
 */
function spoken(model: Model): string {
  if (model.blank) return "";
  return model.broken.length > 0 ? brokenTitle(model) : finding(model);
}

function content(app: Application, { calm, focus }: Surface): TemplateResult {
  if (app.store.model.blank) return html`<div class="dx-blank">${broken(app)}</div>`;
  return reportView(reportProps(app, calm), {
    controls: controls(app),
    status: status(app),
    editor: editor(app, focus),
  });
}

/**
 * The whole application. What is said aloud has places that stay: a new one would not be heard. What has become of the code
 * has its own, so that it is not said again with each finding.
 */
export const page = (app: Application, surface: Surface): TemplateResult =>
  html`${content(app, surface)}
    <div class="dx-hidden" role="status" aria-live="polite">${spoken(app.store.model)}</div>
    <div class="dx-hidden" role="status" aria-live="polite">
      ${movedOnText(app.store.model.code, app.store.model.codeView)}
    </div>`;
