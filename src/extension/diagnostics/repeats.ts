import { touch, type Span } from "../base/span";

/** What of a diagnostic says who made it and how grave it is; VS Code's severities, in which 0 is an error. */
export interface Remark {
  readonly source?: string | undefined;
  readonly severity: number;
}

/** VS Code's JSON language server (1.100 and 1.139) signs broken JSON with the language, and what the schema says not. */
const JSON_SERVER: readonly unknown[] = ["json", "jsonc", undefined];
const WARNING = 1;

/** Whether a diagnostic is an objection of the JSON language server; a spell checker's, say, takes nothing from ours. */
export function isJsonServers({ source, severity }: Remark): boolean {
  return JSON_SERVER.includes(source) && severity <= WARNING;
}

/** The issues at places that `theirs` leave free: the JSON language server says what the schema can say. */
export function withoutRepeats<T extends Span>(ours: readonly T[], theirs: readonly Span[]): T[] {
  return ours.filter((issue) => !theirs.some((other) => touch(issue, other)));
}
