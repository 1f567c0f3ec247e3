import { parseSpec } from "../../formats/index";
import { saveSpecAs } from "../spec-files/save-spec";
import type { FileWriter } from "../files/file-writer";
import type { Command } from "./command";
import type { Target } from "./target";

/** Writes the experiment that is shown to a spec file of the person's choice. */
export class SaveSpecAs implements Command {
  constructor(
    private readonly target: Target,
    private readonly files: FileWriter,
  ) {}

  async run(...args: readonly unknown[]): Promise<void> {
    const application = await this.target(args);
    const text = await application.request("spec");
    if (text === null) throw new Error("There's no experiment to save yet.");
    await saveSpecAs(parseSpec(JSON.parse(text)), this.files);
  }
}
