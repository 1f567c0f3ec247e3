import { html, nothing, type TemplateResult } from "lit";
import { isDropout, type CodeLine } from "../../formats/index";
import { fold, icon, iconButton, messageView } from "../../views/index";
import type { Application } from "../application";
import { movedOnText } from "../code";
import { select } from "./select";

/** What it means that the code is not what the experiment was read from. */
function movedOn(app: Application): TemplateResult | typeof nothing {
  const { code, codeView: view } = app.store.model;
  const title = movedOnText(code, view);
  if (title === "") return nothing;
  if (view?.status === "missing") return messageView({ kind: "info", title });
  const actions = html`<vscode-button secondary @click=${() => app.output.readCode()}>Refresh</vscode-button>`;
  return messageView({ kind: "info", title, actions });
}

/** Which part of the model is explored, where there are several. */
function parts(app: Application): TemplateResult | typeof nothing {
  const { code, codeView: view } = app.store.model;
  if (!code || !view || view.parts.length < 2) return nothing;
  return select({
    name: "Part of the model",
    options: view.parts.map((name, index) => [String(index), name] as const),
    value: String(code.part),
    onChange: (part) => app.output.readCode(Number(part)),
  });
}

function line(app: Application, { layer, label, part, note }: CodeLine): TemplateResult {
  const here = part !== null && part === app.store.model.code?.part;
  return html`<li class=${here ? "dx-code-line" : "dx-code-line dx-elsewhere"}>
    <button type="button" class="dx-link" title="Show in the code" @click=${() => app.output.revealCode(layer)}>
      ${label}
    </button>
    ${note === undefined ? nothing : html`<span class="dx-code-note">${note}</span>`}
  </li>`;
}

function lines(app: Application): TemplateResult | typeof nothing {
  const { codeView: view, open } = app.store.model;
  const run = view?.lines.filter(({ part }) => part === app.store.model.code?.part).length ?? 0;
  // Where all of them run here, the network is the model.
  if (!view || view.lines.length === run) return nothing;
  const content = () =>
    html`<ol class="dx-code-lines" start="0">
      ${view.lines.map((item) => line(app, item))}
    </ol>`;
  return fold({
    id: "code",
    title: "The model in code",
    summary: `${run} of ${view.lines.length} layers run here`,
    open: open.has("code"),
    onToggle: () => app.toggle("code"),
    content,
  });
}

/** Where an experiment was read from, the way there, and whether it is still so; nothing for any other. */
export function codeView(app: Application): TemplateResult | typeof nothing {
  const { code, codeView: view } = app.store.model;
  if (!code) return nothing;
  return html`<div class="dx-code">
    <button type="button" class="dx-link" title="Show in the code" @click=${() => app.output.revealCode()}>
      ${icon("go-to-file")} ${code.model}${view ? ` in ${view.file}` : nothing}
    </button>
    ${parts(app)} ${movedOn(app)} ${lines(app)}
  </div>`;
}

/** The way from a layer of the experiment to its place in the code. */
export function revealButton(app: Application, index: number): TemplateResult | typeof nothing {
  const layer = app.store.model.code?.layers[index];
  if (!layer) return nothing;
  return iconButton("go-to-file", `Show layer ${index} in the code`, () => app.output.revealCode(layer));
}

/** Writes the p of a dropout into the code, once that says another; it is there before, so that a slider stays as long. */
export function writeButton(app: Application, index: number): TemplateResult | typeof nothing {
  const { code, spec, draft } = app.store.model;
  const [layer, known] = [spec.layers[index], code?.layers[index]];
  if (!layer || !isDropout(layer) || !known) return nothing;
  const write = () => app.output.writeCode(known, layer.p);
  return iconButton("export", `Apply p of layer ${index} to the code`, write, {
    disabled: draft !== null || known.p === layer.p,
  });
}
