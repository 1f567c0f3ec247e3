/** What one test of a suite inside an extension host has come to, sent as a line of its console. */
export type HostEvent =
  | { readonly kind: "pass"; readonly title: string; readonly milliseconds: number }
  | { readonly kind: "skip"; readonly title: string }
  | { readonly kind: "fail"; readonly title: string; readonly reason: string }
  /** Figures of a bench, for people. */
  | { readonly kind: "note"; readonly text: string };

/** What such a line begins with. */
export const MARK = "@dropout-explorer-test ";

/** The event in a line of an extension host's console, if it holds one. */
export function eventIn(line: string): HostEvent | undefined {
  const start = line.indexOf(MARK);
  return start < 0 ? undefined : (JSON.parse(line.slice(start + MARK.length)) as HostEvent);
}
