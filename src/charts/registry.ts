import { Chart, Filler, LinearScale, LineController, LineElement, PointElement } from "chart.js";
import type { ChartOptions, ScaleOptionsByType } from "chart.js";
import type { Axis } from "../figure/index";
import type { Theme } from "./theme";

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler);

/** The kind of chart that all pictures are: lines on two linear axes. */
export type LineChart = Chart<"line", { x: number; y: number | null }[]>;

type LinearOptions = NonNullable<NonNullable<ChartOptions<"line">["scales"]>[string]>;

/** Options of an axis that shows exactly the ticks of a figure. `axis` is asked again for each update. */
export function scaleOptions(position: "left" | "bottom", axis: () => Axis, theme: Theme): LinearOptions {
  const options: Partial<ScaleOptionsByType<"linear">> = {
    position,
    min: axis().min,
    max: axis().max,
    grid: { color: theme.grid, tickColor: theme.grid, drawOnChartArea: position === "left" },
    border: { color: theme.grid } as never,
    afterBuildTicks: (scale) => {
      scale.ticks = axis().ticks.map(({ value, label }) => ({ value, label }));
    },
    ticks: {
      color: theme.muted,
      font: { family: theme.font, size: theme.fontSize },
      maxRotation: 0,
      autoSkipPadding: 6,
      callback: (_value: unknown, index: number, ticks: { value: number }[]) => {
        const at = ticks[index]?.value;
        return axis().ticks.find(({ value }) => value === at)?.label ?? "";
      },
    } as never,
  };
  return { type: "linear", ...options };
}

/** Options that all charts share: still, sized by their parent, drawn from data that is parsed already. */
export const STILL = {
  animation: false,
  parsing: false,
  normalized: true,
  responsive: true,
  maintainAspectRatio: false,
  events: ["mousemove", "mouseout", "click", "touchstart", "touchmove"],
} as const satisfies ChartOptions<"line">;
