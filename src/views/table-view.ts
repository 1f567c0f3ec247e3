import { html, nothing, type TemplateResult } from "lit";
import { whyEmpty, type LayerTable, type TableCell, type TableRow } from "../figure/index";
import { icon, term } from "./term";

/** A table, and whether its folded rows are shown. */
export interface TableProps {
  /** Unique in the page; ids are made from it. */
  readonly id: string;
  readonly caption: string;
  readonly table: LayerTable;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function cell(id: string, { text, note, flagged }: TableCell): TemplateResult {
  const content = flagged ? html`${icon("warning")} ${text}` : text;
  return html`<td class=${flagged ? "dx-flagged" : nothing}>${term(id, content, note)}</td>`;
}

function row(id: string, figures: TableRow, columns: LayerTable["columns"]) {
  const { title, explanation, folded, cells } = figures;
  const why = whyEmpty(figures);
  return html`<tr class=${folded ? "dx-folded" : nothing}>
    <th scope="row">${term(id, title, explanation)}</th>
    ${
      why === null
        ? columns.map(({ mode }) => cell(`${id}-${mode}`, cells[mode]))
        : html`<td class="dx-why" colspan=${columns.length}>${why}</td>`
    }
  </tr>`;
}

/** The figures of one layer in three columns; rows beyond the first few are opened by a button where there is no room. */
export function tableView({ id, caption, table, open, onToggle }: TableProps): TemplateResult {
  return html`<div class="dx-table ${open ? "dx-open" : ""}">
    <table id=${id}>
      <caption class="dx-hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${table.columns.map(
            ({ mode, title, explanation }) =>
              html`<th scope="col" class="dx-mode dx-mode-${mode}">${term(`${id}-${mode}`, title, explanation)}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${table.rows.map((figures) => row(`${id}-${figures.id}`, figures, table.columns))}
      </tbody>
    </table>
    ${
      table.rows.some(({ folded }) => folded)
        ? html`<button type="button" class="dx-more" aria-expanded=${open} aria-controls=${id} @click=${onToggle}>
            ${icon(open ? "chevron-down" : "chevron-right")}${open ? "Fewer rows" : "More rows"}
          </button>`
        : nothing
    }
  </div>`;
}
