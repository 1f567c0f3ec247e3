import type { Report } from "../formats/index";
import { readPayload } from "../formats/index";
import { refusalView, ReportPane } from "../views/index";

/** What of VS Code's output item is used: `data` for its size alone. */
export interface Item {
  readonly id: string;
  text(): string;
  data(): Uint8Array;
}

/** What every output on the page shares. */
export interface Shared {
  readonly styles: readonly CSSStyleSheet[];
  /** The address of the icons' style sheet. */
  readonly icons: string;
  /** Hands a report to the extension; absent where there is no messaging. */
  readonly openInPanel?: (report: Report) => void;
}

let made = 0;

/** One output of a cell, in a shadow tree of its own: neither the notebook's styles nor those of other outputs reach it. */
export class Output {
  readonly #pane: ReportPane;

  constructor(
    readonly element: HTMLElement,
    { styles, icons, openInPanel }: Shared,
  ) {
    const host = document.createElement("div");
    const shadow = host.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [...styles];
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = icons;
    const root = document.createElement("div");
    root.className = "dx-page";
    shadow.append(link, root);
    element.replaceChildren(host);
    this.#pane = new ReportPane(root, `output-${++made}`, (report) =>
      openInPanel ? { title: "Open in Panel", icon: "link-external", run: () => openInPanel(report) } : null,
    );
  }

  /** Shows what the item holds; where that isn't a report, why and what to do. */
  show(item: Item): void {
    const text = item.text();
    const reading = readPayload(text, item.data().byteLength);
    if ("report" in reading) this.#pane.show(reading.report);
    else this.#pane.tell(refusalView(reading.refusal, text));
  }

  /** Ends the charts and takes everything away. */
  destroy(): void {
    this.#pane.destroy();
    this.element.replaceChildren();
  }
}
