import { parseCodeTarget, type CodeTarget } from "../../formats/index";
import type { CodeLinks } from "../code/code-links";
import type { ReadFromCode } from "./read-from-code";
import type { Command } from "./command";

/** Shows a layer where it stands in the code: the one named, else the one whose picture is shown. */
export class RevealInCode implements Command {
  constructor(
    private readonly links: CodeLinks,
    private readonly current: ReadFromCode,
  ) {}

  run(argument?: unknown): Promise<void> {
    return this.links.reveal(parseCodeTarget(argument) ?? this.#shown());
  }

  #shown(): CodeTarget {
    const { code, state } = this.current();
    const layer = code.layers[state.layer];
    return { ...code, ...(layer && { layer }) };
  }
}
