import * as vscode from "vscode";
import { bundleOf } from "../../figure/index";
import { REPORT_MIME, type Report } from "../../formats/index";
import { plainBlock, plainText } from "../ui/plain-text";
import type { CellError } from "./cell-text";
import { excerpt } from "./excerpt";

const Item = vscode.NotebookCellOutputItem;

/** One output of plain text. */
export const textOutput = (content: string): vscode.NotebookCellOutput =>
  new vscode.NotebookCellOutput([Item.text(content)]);

/** A report, with what stands in for it where nothing draws it; before it, what it is of and what was assumed to make it. */
export function reportOutputs(
  report: Report,
  assumptions: readonly string[],
  heading?: string,
): vscode.NotebookCellOutput[] {
  const bundle = bundleOf(report);
  const drawn = new vscode.NotebookCellOutput([
    Item.json(bundle[REPORT_MIME], REPORT_MIME),
    Item.text(bundle["image/svg+xml"], "image/svg+xml"),
    Item.text(bundle["text/plain"]),
  ]);
  const title = "Assumed, because the layers don't say:";
  const assumed = assumptions.length === 0 ? [] : [title, ...assumptions.map((line) => `  ${line}`)];
  const lines = [...(heading === undefined ? [] : [heading]), ...assumed];
  return lines.length === 0 ? [drawn] : [textOutput(lines.join("\n")), drawn];
}

/** Why a cell has no result, with the lines of the cell that it is about. */
export function errorOutput(
  { name, message, span }: CellError,
  cell: string,
  order: number,
): vscode.NotebookCellOutput {
  const stack = span ? `${message}\n\n${excerpt(cell, span, order)}` : message;
  return new vscode.NotebookCellOutput([
    Item.error({ name: plainText(name), message: plainBlock(message), stack: plainBlock(stack) }),
  ]);
}
