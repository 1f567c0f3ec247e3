import { siteFacts } from "../../figure/index";
import { oneLine } from "../ui/plain-text";
import { isNotRun, reasonsText, type Reason, type SourceLayer, type SourceModel } from "../../formats/index";

/** What the closed forms are of. */
const OF = "of mean μ, standard deviation σ";

/** That something isn't run, where its reasons don't say so themselves. */
const whyText = (reasons: readonly Reason[]): string =>
  reasons.some(isNotRun) ? reasonsText(reasons) : `Not run: ${reasonsText(reasons)}`;

/** What there is to be said of a layer that is not run, in a line: why, and of a dropout its closed forms. */
export function lineOf(layer: SourceLayer, framework: SourceModel["framework"], notRun: readonly Reason[]): string {
  const facts = siteFacts(layer, framework);
  const rows = facts?.rows.map(({ name, text }) => `${name}: ${text}`) ?? [];
  return [whyText(notRun), ...rows].join("; ");
}

/** Text that means nothing to Markdown. */
const plain = (text: string): string => oneLine(text).replace(/[\\`*_{}[\]()#+\-.!|<>~&@]|:(?=\/\/)/g, "\\$&");

/** What `encodeURIComponent` leaves as it is, and Markdown reads: a bracket would end the link. */
const encoded = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** The address of a command with its argument, as it may stand in a link of Markdown. */
export const commandUri = (command: string, argument: unknown): string =>
  `command:${command}?${encodeURIComponent(JSON.stringify([argument])).replace(/[()'*!]/g, encoded)}`;

/**
 * What there is to be said of a layer, in Markdown: of a dropout its closed forms, and of a layer that is not run why.
 *
 * @param notRun Why the engine does not run it.
 * @param links More links beside the one to the framework's documentation.
 * @returns "" where there is nothing.
 */
export function layerMarkdown(
  layer: SourceLayer,
  framework: SourceModel["framework"],
  notRun: readonly Reason[] | undefined,
  links: readonly string[] = [],
): string {
  const facts = siteFacts(layer, framework);
  const why = notRun === undefined ? [] : [plain(whyText(notRun))];
  if (!facts) return why.join("");
  const rows = facts.rows.map(({ name, text }) => `| ${plain(name)} | ${plain(text)} |`);
  const { documentation } = facts;
  return [
    `**${plain(facts.title)}**`,
    [`| | ${OF} |`, "|:--|:--|", ...rows].join("\n"),
    ...facts.notes.map(plain),
    ...why,
    [...(documentation ? [`[${plain(documentation.title)}](${documentation.url})`] : []), ...links].join(" · "),
  ].join("\n\n");
}
