import * as vscode from "vscode";
import { readReportFile, whyNotOpened } from "../../formats/index";
import { fileNameOf } from "../base/file-name";
import { SPEC_SUFFIX } from "../base/ids";
import { messageOf } from "../base/errors";
import type { ReportPanels } from "../webview/report-panels";
import type { Command } from "./command";

/** Shows a saved report, of an experiment or of a real model: the file of the menu, else one that the person chooses. */
export class OpenReport implements Command {
  constructor(private readonly panels: ReportPanels) {}

  async run(resource?: unknown): Promise<void> {
    const file = resource instanceof vscode.Uri ? resource : await chooseFile();
    if (!file) return;
    const bytes = await read(file);
    const reading = readReportFile(new TextDecoder().decode(bytes), bytes.byteLength);
    if ("refusal" in reading) throw new Error(whyNot(file, reading.refusal.message, reading.refusal.value));
    this.panels.open(reading.report, fileNameOf(file));
  }
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({
    title: "Open Report",
    filters: { ["Reports"]: ["json"] },
    ...(folder && { defaultUri: folder }),
  });
  return chosen?.[0];
}

/** The bytes of a file whose size allows it: a huge one would take all memory only to be refused. */
async function read(file: vscode.Uri): Promise<Uint8Array> {
  const tooLarge = whyNotOpened(await sizeOf(file));
  if (tooLarge !== null) throw new Error(whyNot(file, tooLarge, undefined));
  try {
    return await vscode.workspace.fs.readFile(file);
  } catch (error) {
    throw new Error(`${fileNameOf(file)} couldn't be read: ${messageOf(error)}`, { cause: error });
  }
}

/** Its bytes; 0 where a file system does not say, or the file cannot be read, which reading it will tell. */
const sizeOf = async (file: vscode.Uri): Promise<number> =>
  vscode.workspace.fs.stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/** What a file is instead of a report, where that is known. */
function whyNot(file: vscode.Uri, message: string, value: unknown): string {
  const name = fileNameOf(file);
  if (name.endsWith(SPEC_SUFFIX)) {
    return `${name} is an experiment, not a report. Open it with “Explore Spec File”.`;
  }
  if (name.endsWith(".ipynb") || (typeof value === "object" && value !== null && "nbformat" in value)) {
    return `${name} is a notebook. Open it as a notebook to see its reports.`;
  }
  return `${name} isn't a report that can be shown. ${message}`;
}
