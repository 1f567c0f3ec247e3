import { isDropout } from "../../formats/index";
import type { CodeLinks } from "../code/code-links";
import { inBackground } from "../ui/background";
import { inform } from "../ui/window";
import { messageOf } from "../base/errors";
import type { Command } from "./command";
import type { ReadFromCode } from "./read-from-code";

/** Writes every p that the code does not say, of the experiment that is shown, into the code that it was read from. */
export class ApplyRate implements Command {
  constructor(
    private readonly links: CodeLinks,
    private readonly current: ReadFromCode,
  ) {}

  async run(): Promise<void> {
    const { application, state, code } = this.current();
    const changed = state.spec.layers.flatMap((layer, index) => {
      const known = code.layers[index];
      return isDropout(layer) && known && known.p !== layer.p ? [{ layer: known, p: layer.p }] : [];
    });
    if (changed.length === 0) {
      inBackground("message", inform("Nothing to apply: every p is already what the code says."));
    }
    let origin = code;
    const refused = new Set<string>();
    for (const { layer, p } of changed) {
      try {
        origin = await this.links.write(application, origin, layer, p);
      } catch (error) {
        // One rate that the code calculates does not keep the others from being written.
        refused.add(messageOf(error));
      }
    }
    if (refused.size > 0) throw new Error([...refused].join(" "));
  }
}
