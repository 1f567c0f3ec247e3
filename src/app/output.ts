import type { CodeLayer, RequestKind } from "../formats/index";
import { pytorchProgram } from "../python/index";
import type { Host } from "./host";
import { stateOf, type Store } from "./model";
import type { RunState } from "./runner";

const busy = ({ phase }: RunState): boolean => phase === "starting" || phase === "running";

/** What leaves the application: texts for the clipboard and for files, and the state for another container. */
export class Output {
  /** Requests for a report that is still being made. */
  #waiting: number[] = [];

  constructor(
    private readonly store: Store,
    private readonly host: Host,
  ) {}

  copyProgram(): void {
    this.host.post({ type: "copy", what: "PyTorch program", text: pytorchProgram(this.store.model.spec) });
  }

  copyReport(): void {
    const text = this.#report();
    if (text !== null) this.host.post({ type: "copy", what: "report as JSON", text });
  }

  saveSpec(): void {
    this.host.post({ type: "saveSpec", spec: this.store.model.spec });
  }

  openInEditor(): void {
    this.host.post({ type: "openInEditor", state: { ...stateOf(this.store.model), scroll: 0 } });
  }

  /** Shows the document's text where the first of its mistakes is. */
  openText(): void {
    const keys = this.store.model.broken[0]?.keys;
    this.host.post({ type: "openText", ...(keys ? { keys: [...keys] } : {}) });
  }

  /** Shows a layer where it stands in the code, or the whole model. */
  revealCode(layer?: CodeLayer): void {
    const { code } = this.store.model;
    if (!code) return;
    const { uri, model, occurrence, digest } = code;
    this.host.post({ type: "revealCode", target: { uri, model, occurrence, digest, ...(layer && { layer }) } });
  }

  /** Reads the experiment from its code again, or another part of the same model. */
  readCode(part?: number): void {
    const { code } = this.store.model;
    if (code) this.host.post({ type: "readCode", code, ...(part !== undefined && { part }) });
  }

  /** Writes the p of a dropout into the code. */
  writeCode(layer: CodeLayer, p: number): void {
    const { code } = this.store.model;
    if (code) this.host.post({ type: "writeCode", code, layer, p });
  }

  focused(): void {
    this.host.post({ type: "focused" });
  }

  /** Answers the host; a report once its run has ended. */
  answer(id: number, what: RequestKind): void {
    const { blank, run } = this.store.model;
    if (what === "report" && !blank && busy(run)) this.#waiting.push(id);
    else this.#respond(id, this.#text(what));
  }

  /** Gives the report to those who wait for it. */
  follow(run: RunState): void {
    if (busy(run)) return;
    for (const id of this.#waiting.splice(0)) this.#respond(id, this.#report());
  }

  #text(what: RequestKind): string | null {
    const { spec, blank } = this.store.model;
    if (blank) return null;
    switch (what) {
      case "report":
        return this.#report();
      case "pytorch":
        return pytorchProgram(spec);
      case "spec":
        return `${JSON.stringify(spec, null, 2)}\n`;
    }
  }

  #report(): string | null {
    const { shown } = this.store.model.run;
    return shown ? `${JSON.stringify(shown.report, null, 2)}\n` : null;
  }

  #respond(id: number, text: string | null): void {
    this.host.post({ type: "response", id, text });
  }
}
