/** What an element needs of a chart: it goes when the element goes. */
interface Disposable {
  destroy(): void;
}

/**
 * A canvas with its chart as an element: the chart is made when the element enters the document and destroyed when it
 * leaves, so that no view has to remember. In the light DOM, for the stylesheet of the page.
 */
export abstract class ChartElement<Data extends object, Chart extends Disposable> extends HTMLElement {
  #data: Data | undefined;
  #chart: Chart | undefined;
  #canvas: HTMLCanvasElement | undefined;

  /** What to draw; the same values again draw nothing, other callbacks neither. */
  set data(data: Data) {
    const before = this.#data;
    this.#data = data;
    if (!before || this.changes(before, data)) this.#draw();
  }

  /** What was drawn last, with the newest callbacks. */
  protected get current(): Data | undefined {
    return this.#data;
  }

  connectedCallback(): void {
    this.#canvas ??= this.#mount();
    this.#chart = this.create(this.#canvas);
    this.#draw();
  }

  disconnectedCallback(): void {
    this.#chart?.destroy();
    this.#chart = undefined;
  }

  /** Whether what is around the picture says all of it: then it is not read out. */
  protected readonly silent: boolean = false;

  /** Whether other data make another picture. Callbacks are made again on every rendering and change none. */
  protected changes(before: Data, data: Data): boolean {
    return (Object.keys(data) as (keyof Data)[]).some(
      (key) => typeof data[key] !== "function" && !Object.is(before[key], data[key]),
    );
  }

  protected abstract create(canvas: HTMLCanvasElement): Chart;
  /** Draws, and returns the finding in words for people who do not see the canvas. */
  protected abstract draw(chart: Chart, data: Data): string;

  #mount(): HTMLCanvasElement {
    const canvas = document.createElement("canvas");
    if (this.silent) canvas.setAttribute("aria-hidden", "true");
    else canvas.setAttribute("role", "img");
    // Charts also stand in buttons, where a div may not be.
    const plot = document.createElement("span");
    plot.className = "dx-plot";
    plot.append(canvas);
    this.prepend(plot);
    return canvas;
  }

  #draw(): void {
    if (!this.#chart || !this.#data) return;
    const label = this.draw(this.#chart, this.#data);
    if (this.silent) return;
    if (this.#canvas?.getAttribute("aria-label") !== label) this.#canvas?.setAttribute("aria-label", label);
  }
}
