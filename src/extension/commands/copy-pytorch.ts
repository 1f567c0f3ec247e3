import type { Actions } from "../webview/actions";
import type { Command } from "./command";
import type { Target } from "./target";

/** Puts a PyTorch program for the experiment that is shown on the clipboard. */
export class CopyPytorch implements Command {
  constructor(
    private readonly target: Target,
    private readonly actions: Actions,
  ) {}

  async run(...args: readonly unknown[]): Promise<void> {
    const application = await this.target(args);
    const text = await application.request("pytorch");
    if (text === null) throw new Error("There's no experiment to copy yet.");
    await this.actions.copy("the experiment as a PyTorch program", text);
  }
}
