import type { ActivationFunction } from "vscode-notebook-renderer";
import output from "../../media/output.css";
import views from "../../media/views.css";
import type { FromRenderer, Report } from "../formats/index";
import { defineElements } from "../views/elements";
import { Outputs } from "./outputs";

const beside = (file: string): string => new URL(file, import.meta.url).href;

function sheet(text: string): CSSStyleSheet {
  const style = new CSSStyleSheet();
  style.replaceSync(text);
  return style;
}

/** The icons' font: a style sheet in a shadow tree cannot bring one. */
function loadIcons(): void {
  const font = new FontFace("codicon", `url("${beside("codicon.ttf")}")`);
  document.fonts.add(font);
}

/** Called once by VS Code, before the first output is drawn. */
export const activate: ActivationFunction = (context) => {
  defineElements();
  loadIcons();
  const post = context.postMessage?.bind(context);
  const send = (message: FromRenderer): void => post?.(message);
  const outputs = new Outputs({
    styles: [sheet(views), sheet(output)],
    icons: beside("codicon.css"),
    ...(post && { openInPanel: (report: Report) => send({ type: "openInPanel", report }) }),
  });
  return {
    renderOutputItem: (item, element) => outputs.render(item, element),
    disposeOutputItem: (id) => outputs.dispose(id),
  };
};
