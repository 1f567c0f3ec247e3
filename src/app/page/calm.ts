import type { Report } from "../../formats/index";
import type { Clock } from "../clock";

/** Milliseconds between two drawings of what is not looked at while a slider moves. */
const EVERY = 250;

/** The report for list and overview: while a slider moves it changes a few times a second, so that the frames are the picture's. */
export class Calm {
  #shown: { readonly report: Report; readonly at: number } | null = null;

  constructor(private readonly clock: Clock) {}

  /** The report to draw now, where `report` is the newest. */
  next(report: Report, moving: boolean): Report {
    const now = this.clock.now();
    const shown = this.#shown;
    if (moving && shown && now - shown.at < EVERY && shown.report.layers.length === report.layers.length) {
      return shown.report;
    }
    if (shown?.report !== report) this.#shown = { report, at: now };
    return report;
  }
}
