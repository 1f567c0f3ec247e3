import type { ExploreSpec } from "../../formats/index";

/** What a report of a problem says without being asked: versions and the spec, never source. */
export interface IssueFacts {
  readonly extension: string;
  readonly vscode: string;
  /** "desktop", "code-server", "vscode.dev", … and on which kind of host. */
  readonly host: string;
  readonly spec: ExploreSpec | undefined;
}

/** A spec with lists of thousands of numbers would not fit into an address. */
const LONGEST = 3000;

function shownSpec(spec: ExploreSpec | undefined): string {
  if (!spec) return "None was open.";
  const text = JSON.stringify(spec, (_, value: unknown) =>
    Array.isArray(value) && value.length > 20 && typeof value[0] === "number" ? `${value.length} numbers` : value,
  );
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)} … (cut)` : text;
  return `\`\`\`json\n${cut}\n\`\`\``;
}

/** The text of a new issue, in Markdown. */
export function issueBody({ extension, vscode, host, spec }: IssueFacts): string {
  return `What happened, and what did you expect?



- Dropout Explorer ${extension}
- VS Code ${vscode}, ${host}

The experiment:

${shownSpec(spec)}
`;
}
