import { Output, type Item, type Shared } from "./output";

/** All outputs of a notebook, by their ids. */
export class Outputs {
  readonly #live = new Map<string, Output>();

  constructor(private readonly shared: Shared) {}

  /** Shows an item; one that is shown already is mounted no second time and keeps what the person chose. */
  render(item: Item, element: HTMLElement): void {
    let output = this.#live.get(item.id);
    if (output?.element !== element) {
      output?.destroy();
      this.#live.set(item.id, (output = new Output(element, this.shared)));
    }
    output.show(item);
  }

  /** Ends the output with this id, or all of them. */
  dispose(id?: string): void {
    for (const [each, output] of [...this.#live]) {
      if (id !== undefined && each !== id) continue;
      this.#live.delete(each);
      output.destroy();
    }
  }
}
