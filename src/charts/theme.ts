import type { Mode } from "../figure/index";

/** How one mode is drawn everywhere: a variable of VS Code's chart colours, and a dash. */
export interface ModeStyle {
  readonly variable: string;
  /** Lengths of stroke and gap in pixels; empty is solid. */
  readonly dash: readonly number[];
}

/** One colour and one dash for each mode, also apart in greyscale and for colour-blind eyes. */
export const MODE_STYLES: Readonly<Record<Mode, ModeStyle>> = {
  eval: { variable: "--vscode-charts-foreground", dash: [1, 3] },
  unscaledTrain: { variable: "--vscode-charts-orange", dash: [6, 3] },
  train: { variable: "--vscode-charts-blue", dash: [] },
};
