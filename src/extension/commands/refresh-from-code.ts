import type { CodeLinks } from "../code/code-links";
import type { Command } from "./command";
import type { ReadFromCode } from "./read-from-code";

/** Reads the experiment that is shown from its code again. */
export class RefreshFromCode implements Command {
  constructor(
    private readonly links: CodeLinks,
    private readonly current: ReadFromCode,
  ) {}

  run(): Promise<void> {
    const { application, code } = this.current();
    return this.links.refresh(application, code);
  }
}
