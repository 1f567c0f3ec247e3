/** Figures on a canvas. */
export { DepthChart } from "./depth-chart";
export { HistogramChart, type DrawOptions } from "./histogram-chart";
export { SparkChart } from "./spark-chart";
export { MODE_STYLES, type ModeStyle } from "./theme";
