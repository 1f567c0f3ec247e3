import { compactReport } from "../core/index";
import { REPORT_MIME, type Report } from "../formats/index";
import { reportText } from "./report-text";
import { reportSvg } from "./svg/report";

/** A notebook output by mime type: the report as JSON, and what stands in for it where nothing draws it. */
export interface Bundle {
  readonly [REPORT_MIME]: Report;
  readonly "text/plain": string;
  readonly "image/svg+xml": string;
}

/** Everything that a notebook cell outputs of a report: counts of bins and distinct values travel, samples never do. */
export function bundleOf(report: Report): Bundle {
  return {
    [REPORT_MIME]: compactReport(report),
    "text/plain": reportText(report),
    "image/svg+xml": reportSvg(report),
  };
}
