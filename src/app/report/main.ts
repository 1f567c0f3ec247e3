import { compactReport } from "../../core/index";
import { parseReport, parseToReportPage, type FromReportPage } from "../../formats/index";
import { defineElements } from "../../views/elements";
import { ReportPane } from "../../views/index";
import type { VsCodeApi } from "../host";
import { pageElement } from "../page-element";

declare function acquireVsCodeApi(): VsCodeApi;

/** Characters that are kept over a reload of the window. */
const MOST_KEPT = 2_000_000;

const fits = (value: object): boolean => JSON.stringify(value).length <= MOST_KEPT;

const api = acquireVsCodeApi();
const post = (message: FromReportPage): void => api.postMessage(message);

defineElements();
const pane = new ReportPane(pageElement("app"), "report", ({ kind }) =>
  kind === "explore"
    ? { title: "Explore This Experiment", icon: "beaker", run: () => post({ type: "explore" }) }
    : null,
);
window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  const message = parseToReportPage(data);
  if (!message) return;
  const report = parseReport(message.report);
  pane.show(report);
  // A large report comes back with the coarser bins of a notebook.
  const kept = fits(message) ? message : { ...message, report: compactReport(report) };
  if (fits(kept)) api.setState(kept);
});
post({ type: "ready" });
