import { placeOf } from "../../python/plain";
import type { Span } from "../base/span";

/** Lines shown before the one in question, and after it. */
const AROUND = 2;

/**
 * The lines of a cell around a span, in the form of IPython's tracebacks, which VS Code links to the cell:
 *
 *     Cell In[3], line 2
 *           1 nn.Sequential(
 *     ----> 2     nn.Dropout(1.4),
 *                            ^^^
 *
 * @param order The execution order of the cell.
 */
export function excerpt(text: string, { from, to }: Span, order: number): string {
  const lines = text.split(/\r\n|\r|\n/);
  const { line, column } = placeOf(text, from);
  const first = Math.max(1, line - AROUND);
  const last = Math.min(lines.length, line + AROUND);
  const width = String(last).length;
  const shown = [`Cell In[${order}], line ${line}`];
  for (let number = first; number <= last; number++) {
    const content = lines[number - 1] ?? "";
    const arrow = number === line ? "----> " : "      ";
    shown.push(`${arrow}${String(number).padStart(width)} ${content}`);
    if (number !== line) continue;
    const before = content.slice(0, column - 1);
    const marked = Math.max(1, Math.min(to - from, content.length - before.length));
    // Tabs stay tabs, so that the carets stand below what they mean.
    shown.push(`${" ".repeat(arrow.length + width + 1)}${before.replace(/[^\t]/g, " ")}${"^".repeat(marked)}`);
  }
  return shown.join("\n");
}
