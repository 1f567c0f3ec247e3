/** A report as DOM; depends on the report and callbacks alone. Its canvases come with `defineElements` of ./elements. */
export { fold, type Fold } from "./fold";
export { messageView, type Message } from "./message-view";
export { reportView, type ReportProps, type ReportSlots } from "./report-view";
export { sentenceOf } from "./figures";
export { tableView, type TableProps } from "./table-view";
export { icon, iconButton, term } from "./term";
export { ReportPane, type PaneAction } from "./report-pane";
export { refusalView } from "./refusal-view";
export { WIDE } from "./wide";
