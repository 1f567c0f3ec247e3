/** How much longer than this engine others take, by work. */
import { baselineOf, ENGINE, KERNELS } from "../driver/contenders";
import type { ResultRow, Results } from "../driver/results";
import { three } from "../driver/table";
import { WORK, WORKS, type WorkId } from "../driver/works";
import { COLOUR, decades, line, logScale, picture, rect, text } from "./svg";

const WIDTH = 900;
const MARGIN = 20;
const GAP = 30;
const COLUMN = (WIDTH - 2 * MARGIN - GAP) / 2;
/** Where names end and bars begin. */
const NAMES = 142;
/** Room for the words after the longest bar. */
const LABEL = 96;
const ROW = 19;
const HEAD = 30;
const TOP = 62;

/** Who is in the picture, by the names of the table. */
const SHOWN: Readonly<Record<string, string>> = {
  "C, 1 thread": "C, 1 thread",
  "torch, 2 threads": "torch, 2 threads",
  "torch, 2 threads, masks by rand": "torch, rand() masks",
  "NumPy, 1 thread": "NumPy, 1 thread",
  "onnxruntime-web": "onnxruntime-web",
  "jax-js": "jax-js",
  "tfjs-wasm": "tfjs-wasm",
  "its TypeScript specification": "plain TypeScript",
};

interface Bar {
  readonly name: string;
  readonly ratio: number;
  readonly milliseconds: number;
}

function barsOf(work: WorkId, rows: readonly ResultRow[]): Bar[] {
  const time = (name: string): number | undefined => rows.find((row) => row.name === name)?.works[work]?.median;
  const own = time(baselineOf(work));
  if (own === undefined) return [];
  const others = Object.entries(SHOWN).flatMap(([name, short]) => {
    const milliseconds = time(name);
    return milliseconds === undefined ? [] : [{ name: short, ratio: milliseconds / own, milliseconds }];
  });
  const name = baselineOf(work) === ENGINE ? "Dropout Explorer, 2 workers" : "Dropout Explorer";
  return [...others, { name, ratio: 1, milliseconds: own }].sort((a, b) => a.ratio - b.ratio);
}

type Scale = (ratio: number) => number;

function bar({ name, ratio, milliseconds }: Bar, y: number, x: number, scale: Scale): string {
  const ours = name.startsWith("Dropout Explorer");
  const [from, to] = [scale(Math.min(1, ratio)), scale(Math.max(1, ratio))];
  const color = ours ? COLOUR.ours : ratio < 1 ? COLOUR.faster : COLOUR.slower;
  const bold = ours ? { "font-weight": "bold", fill: COLOUR.ours } : {};
  const words = ours ? `${three(milliseconds)} ms` : `${three(ratio)}×`;
  const label = ours ? words : `${words}  (${three(milliseconds)} ms)`;
  const shape = ours
    ? rect(from - 2, y - 12, 4, 15, { fill: color })
    : rect(from, y - 11, to - from, 13, { fill: color });
  return (
    text(x + NAMES - 8, y, ours ? "Dropout Explorer" : name, { "text-anchor": "end", "font-size": 11, ...bold }) +
    shape +
    text(to + 6, y, label, { "font-size": 11, ...bold })
  );
}

function panel(work: WorkId, bars: readonly Bar[], x: number, y: number, range: readonly [number, number]): string {
  const scale = logScale(range[0], range[1], x + NAMES, x + COLUMN - LABEL);
  const bottom = y + HEAD + bars.length * ROW;
  const grid = decades(...range).map((ratio) => {
    const at = scale(ratio);
    const color = ratio === 1 ? COLOUR.ours : COLOUR.grid;
    const tick = text(at, y + HEAD - 8, `${ratio}×`, { "text-anchor": "middle", "font-size": 10, fill: COLOUR.quiet });
    return tick + line(at, y + HEAD - 4, at, bottom - 2, { stroke: color });
  });
  return [
    text(x, y + 6, WORK[work].picture, { "font-weight": "bold", "font-size": 13 }),
    ...grid,
    ...bars.map((each, i) => bar(each, y + HEAD + 13 + i * ROW, x, scale)),
  ].join("");
}

/** What the colors and names mean, where there is room for a panel. */
function legend(x: number, y: number): string {
  const entries = [
    [COLOUR.ours, "Dropout Explorer: 2 workers for the neuron and the whole"],
    ["", "exploration, its kernels on 1 thread for the rest"],
    [COLOUR.slower, "takes longer"],
    [COLOUR.faster, "takes less time"],
    ["", "torch: 2 threads, masks by dropout() or by rand() >= p"],
    ["", "tfjs-wasm, onnxruntime-web, jax-js: WebAssembly, 1 thread"],
    ["", "plain TypeScript: the kernels' specification, scaled from"],
    ["", "a part of the work"],
  ] as const;
  return entries
    .map(([fill, words], i) => {
      const at = y + HEAD + 13 + i * ROW;
      const sample = fill === "" ? "" : rect(x, at - 10, 16, 11, { fill });
      return sample + text(x + 24, at, words, { "font-size": 11, fill: COLOUR.quiet });
    })
    .join("");
}

/** The picture; works that were not run are left out. */
export function speedPicture({ rows, machine, repetitions }: Results): string {
  const panels = WORKS.map((work) => ({ work, bars: barsOf(work, rows) })).filter(({ bars }) => bars.length > 1);
  const ratios = panels.flatMap(({ bars }) => bars.map(({ ratio }) => ratio));
  const range = [Math.min(0.1, ...ratios), Math.max(10, ...ratios)] as const;
  const parts: string[] = [];
  let y = TOP + 14;
  let lastHeight = 0;
  for (let i = 0; i < panels.length; i += 2) {
    const pair = panels.slice(i, i + 2);
    pair.forEach(({ work, bars }, side) => parts.push(panel(work, bars, MARGIN + side * (COLUMN + GAP), y, range)));
    lastHeight = HEAD + Math.max(...pair.map(({ bars }) => bars.length)) * ROW + 22;
    y += lastHeight;
  }
  if (panels.length % 2 === 1) parts.push(legend(MARGIN + COLUMN + GAP, y - lastHeight));
  y += 14;
  return picture(WIDTH, y, [
    text(MARGIN, 30, "Time of the same work, as a multiple of Dropout Explorer's", {
      "font-size": 16,
      "font-weight": "bold",
    }),
    text(MARGIN, 50, `Logarithmic: bars to the right of the line take longer, bars to its left take less time.`, {
      fill: COLOUR.quiet,
    }),
    ...parts,
    text(MARGIN, y - 12, `Medians of ${repetitions} interleaved runs. ${machine}.`, {
      "font-size": 10,
      fill: COLOUR.quiet,
    }),
  ]);
}

/** Whether there is anything to draw. */
export const hasSpeed = ({ rows }: Results): boolean =>
  rows.some(({ name }) => name === ENGINE || name === KERNELS) && rows.length > 1;
