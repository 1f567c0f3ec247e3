/** How time and memory grow with the trials of the article's neuron. */
import type { Growth } from "../driver/growth";
import type { Results } from "../driver/results";
import { three } from "../driver/table";
import { COLOUR, decades, element, line, logScale, picture, text } from "./svg";

const WIDTH = 900;
const HEIGHT = 340;
const TOP = 94;
const BOTTOM = HEIGHT - 62;
const PANEL = 370;
/** What is between the outermost points and the panel's edges. */
const ROOM = 30;

interface Axis {
  readonly title: string;
  readonly low: number;
  readonly high: number;
  readonly value: (growth: Growth) => number;
  /** A power of ten in words, and a measured value. */
  readonly tick: (value: number) => string;
  readonly label: (value: number) => string;
}

const TIME: Axis = {
  title: "Time",
  low: 1,
  high: 100_000,
  value: ({ milliseconds }) => milliseconds,
  tick: (value) => (value < 1000 ? `${Math.round(value)} ms` : `${Math.round(value / 1000)} s`),
  label: (value) => (value < 1000 ? `${three(value)} ms` : `${three(value / 1000)} s`),
};
const MEMORY: Axis = {
  title: "Peak memory of the process",
  low: 10,
  high: 1000,
  value: ({ peak }) => peak / 1e6,
  tick: (value) => (value < 1000 ? `${Math.round(value)} MB` : `${Math.round(value / 1000)} GB`),
  label: (value) => `${three(value)} MB`,
};

const EXPONENTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const power = (value: number): string => `10${EXPONENTS[Math.round(Math.log10(value))] ?? ""}`;

function panel({ title, low, high, value, label, tick }: Axis, growth: readonly Growth[], left: number): string {
  const [first, last] = [growth[0]!.trials, growth.at(-1)!.trials];
  const x = logScale(first, last, left + ROOM, left + PANEL - ROOM);
  const y = logScale(low, high, BOTTOM, TOP);
  const small = { "font-size": 11, fill: COLOUR.quiet };
  const rows = decades(low, high).map(
    (at) =>
      line(left - 6, y(at), left + PANEL, y(at), { stroke: COLOUR.grid }) +
      text(left - 10, y(at) + 4, tick(at), { ...small, "text-anchor": "end" }),
  );
  const columns = growth.map(({ trials }) =>
    text(x(trials), BOTTOM + 18, power(trials), { ...small, "text-anchor": "middle" }),
  );
  const points = growth.map((each) => [x(each.trials), y(value(each))] as const);
  const path = element("polyline", {
    points: points.map(([a, b]) => `${a.toFixed(1)},${b.toFixed(1)}`).join(" "),
    fill: "none",
    stroke: COLOUR.ours,
    "stroke-width": 2,
  });
  const dots = points.map(([cx, cy]) => element("circle", { cx, cy, r: 3.5, fill: COLOUR.ours }));
  const values = growth.map((each, i) => {
    const [cx, cy] = points[i]!;
    return text(cx, cy - 10, label(value(each)), {
      "font-size": 10,
      "text-anchor": "middle",
    });
  });
  return [
    text(left - 6, TOP - 14, title, { "font-weight": "bold", "font-size": 13 }),
    ...rows,
    ...columns,
    path,
    ...dots,
    ...values,
    text(left + PANEL / 2, BOTTOM + 36, "trials", { ...small, "text-anchor": "middle" }),
  ].join("");
}

/** The picture of runs with two workers. */
export function growthPicture({ growth, machine }: Results): string {
  const last = growth.at(-1)!;
  const nanoseconds = three((last.milliseconds / last.trials) * 1e6);
  const grown = three((last.peak - last.before) / 1e6);
  const subtitle = `The article's neuron, 2 workers, each run in a fresh process after a run of 10⁴. At ${power(last.trials)}: ${nanoseconds} ns a trial, ${grown} MB above that run.`;
  return picture(WIDTH, HEIGHT, [
    text(20, 30, "How a run grows with its trials", { "font-size": 16, "font-weight": "bold" }),
    text(20, 50, subtitle, { "font-size": 11, fill: COLOUR.quiet }),
    panel(TIME, growth, 74),
    panel(MEMORY, growth, 74 + PANEL + 72),
    text(20, HEIGHT - 10, `${machine}.`, { "font-size": 10, fill: COLOUR.quiet }),
  ]);
}
