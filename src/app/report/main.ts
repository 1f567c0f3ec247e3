import { parseReport, parseToReportPage, type FromReportPage } from "../../formats/index";
import { defineElements } from "../../views/elements";
import { ReportPane } from "../../views/index";
import type { VsCodeApi } from "../host";

declare function acquireVsCodeApi(): VsCodeApi;

/** Characters of a report that is kept over a reload of the window. */
const MOST_KEPT = 2_000_000;

const api = acquireVsCodeApi();
const post = (message: FromReportPage): void => api.postMessage(message);

defineElements();
const pane = new ReportPane(document.getElementById("app")!, "report", ({ kind }) =>
  kind === "explore"
    ? { title: "Explore This Experiment", icon: "beaker", run: () => post({ type: "explore" }) }
    : null,
);
window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  const message = parseToReportPage(data);
  if (!message) return;
  pane.show(parseReport(message.report));
  if (JSON.stringify(message).length <= MOST_KEPT) api.setState(message);
});
post({ type: "ready" });
