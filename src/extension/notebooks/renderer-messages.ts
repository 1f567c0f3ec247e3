import { parseFromRenderer, readReport } from "../../formats/index";
import { inBackground } from "../ui/background";
import { fail } from "../ui/window";
import type { ReportPanels } from "../webview/report-panels";

/** Does what the notebook renderer asks for, in any notebook. */
export function receiveFromRenderer(value: unknown, panels: ReportPanels): void {
  const message = parseFromRenderer(value);
  if (!message) return;
  const reading = readReport(message.report);
  if ("report" in reading) panels.open(reading.report);
  else inBackground("message", fail(reading.refusal.message));
}
