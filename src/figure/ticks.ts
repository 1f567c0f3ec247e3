import { formatTick } from "./numbers";
import type { Axis, Tick } from "./types";

/** The round step, 1, 2 or 5 times a power of ten, that makes at most `most` steps of `span`. */
function roundStep(span: number, most: number): number {
  const least = span / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10) * power;
}

/** Round ticks from `min` to `max`, at most `most` steps apart. */
export function roundTicks(min: number, max: number, most: number): Tick[] {
  const step = roundStep(max - min, most);
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const value = (first + i) * step;
    return { value, label: formatTick(value, step) };
  });
}

const PIXELS_PER_TICK = 40;
const MOST_TICKS = 11;

/** An axis with as many round ticks as there is room for, up to a few. */
export function axis(min: number, max: number, pixels: number, title: string): Axis {
  return {
    min,
    max,
    ticks: roundTicks(min, max, Math.min(MOST_TICKS, Math.max(2, Math.floor(pixels / PIXELS_PER_TICK)))),
    title,
  };
}

/** An axis of shares from 0, with at most four ticks, as percentages. */
export function shareAxis(max: number, title: string): Axis {
  const ticks = roundTicks(0, 100 * max, 4).map(({ value, label }) => ({ value: value / 100, label: `${label} %` }));
  return { min: 0, max, ticks, title };
}
