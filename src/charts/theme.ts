import { eachMode, MODE_DASHES, type Mode } from "../figure/index";

/** How one mode is drawn everywhere: a variable of VS Code's chart colors, and a dash. */
export interface ModeStyle {
  readonly variable: string;
  /** Lengths of stroke and gap in pixels; empty is solid. */
  readonly dash: readonly number[];
}

/**
 * One color and one dash for each mode, also apart in greyscale and for color-blind eyes. Not VS Code's chart orange:
 * from 1.139 on it is a third transparent in light and dark themes and missing in high contrast.
 */
export const MODE_STYLES: Readonly<Record<Mode, ModeStyle>> = {
  eval: { variable: "--vscode-charts-foreground", dash: MODE_DASHES.eval },
  unscaledTrain: { variable: "--vscode-charts-red", dash: MODE_DASHES.unscaledTrain },
  train: { variable: "--vscode-charts-blue", dash: MODE_DASHES.train },
};

/** The colors and the font of a picture, read from the page. */
export interface Theme {
  readonly modes: Readonly<
    Record<Mode, { readonly line: string; readonly fill: string; readonly dash: readonly number[] }>
  >;
  readonly foreground: string;
  readonly muted: string;
  readonly grid: string;
  readonly background: string;
  readonly hover: { readonly background: string; readonly foreground: string; readonly border: string };
  /** Width of the curves; wider in high contrast. */
  readonly lineWidth: number;
  readonly font: string;
  readonly fontSize: number;
}

const SMALLEST_FONT = 9;
const LARGEST_FONT = 12;

/** A color mixed with nothing, for fills and grid lines. */
const faint = (color: string, percent: number): string => `color-mix(in srgb, ${color} ${percent}%, transparent)`;

/** Reads the theme where an element stands; outside VS Code the element's own color stands in. */
export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const read = (name: string, fallback: string): string => style.getPropertyValue(name).trim() || fallback;
  const foreground = read("--vscode-foreground", style.color || "CanvasText");
  const background = read(
    "--dx-background",
    read("--vscode-sideBar-background", read("--vscode-editor-background", "Canvas")),
  );
  const contrastBorder = read("--vscode-contrastBorder", "");
  const mode = (name: Mode) => {
    const line = read(MODE_STYLES[name].variable, foreground);
    return { line, fill: faint(line, contrastBorder === "" ? 16 : 8), dash: MODE_STYLES[name].dash };
  };
  const fontSize = Number.parseFloat(read("--vscode-font-size", "13")) - 2;
  return {
    modes: eachMode(mode),
    foreground,
    muted: contrastBorder === "" ? read("--vscode-descriptionForeground", foreground) : foreground,
    grid: contrastBorder === "" ? faint(foreground, 14) : faint(contrastBorder, 45),
    background,
    hover: {
      background: read("--vscode-editorHoverWidget-background", background),
      foreground: read("--vscode-editorHoverWidget-foreground", foreground),
      border: read("--vscode-editorHoverWidget-border", foreground),
    },
    lineWidth: contrastBorder === "" ? 1.5 : 2,
    font: read("--vscode-font-family", "sans-serif"),
    fontSize: Math.min(LARGEST_FONT, Math.max(SMALLEST_FONT, fontSize || SMALLEST_FONT)),
  };
}

/** Calls back whenever VS Code changes its theme: it sets a class on body and variables on the root. Returns the end of it. */
export function onThemeChange(callback: () => void): () => void {
  const observer = new MutationObserver(callback);
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  return () => observer.disconnect();
}
