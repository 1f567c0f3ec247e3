import type { Actions } from "../webview/actions";
import type { Command } from "./command";
import { unlessCancelled } from "./unless-cancelled";
import type { Target } from "./target";

/** Puts the report that is shown on the clipboard, as JSON. */
export class CopyReport implements Command {
  constructor(
    private readonly target: Target,
    private readonly actions: Actions,
  ) {}

  async run(...args: readonly unknown[]): Promise<void> {
    const application = await this.target(args);
    const text = await unlessCancelled("Waiting for the run to end before copying the report", (signal) =>
      application.request("report", signal),
    );
    if (text === undefined) return;
    if (text === null) throw new Error("There's no report yet. Wait for the run to end, or select Run.");
    await this.actions.copy("the report as JSON", text);
  }
}
