import type { Engine } from "../engine/index";
import { Disposable } from "./disposable";

/** The one engine of this host, made by its first use, so that activation costs nothing. */
export class SharedEngine extends Disposable {
  #engine: Engine | undefined;

  /** @param create Makes this host's engine. */
  constructor(private readonly create: () => Engine) {
    super();
    this.own({ dispose: () => this.#engine?.dispose() });
  }

  get(): Engine {
    return (this.#engine ??= this.create());
  }
}
