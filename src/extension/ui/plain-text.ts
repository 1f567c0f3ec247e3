/** Characters of a message that are shown: VS Code cuts its own at as many. */
const MOST = 1000;
/** Characters of a text of many lines. */
const MOST_OF_BLOCK = 20_000;
/** Nothing to be seen, and nothing that a line may end at: it only keeps two characters from being read as one sign. */
const APART = "\u2060";

/** Line ends and tabs of every kind. */
const BREAKS = /[\t-\r\u0085\u2028\u2029]+/g;
/**
 * Control characters but line ends and tabs; what turns the direction of the text that follows; what has no width, joiners
 * aside, which scripts and emoji need; halves of characters.
 */
const CONTROLS =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2061-\u206f\ufeff\ud800-\udfff\u{e0000}-\u{e007f}]/gu;

/** The first characters of a text, with a sign that there were more; a character of two units is not cut in half. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Where a link goes after its text, in brackets: `](command:…)`. Code as `layers[0](x)` has no such thing. */
const LINK = /\](?=\([\s<]{0,9}[a-z][a-z\d+.-]{0,19}:)/gi;
/** Where VS Code puts an icon: `$(trash)`. */
const ICON = /\$(?=\([a-z\d~-]{1,99}\))/gi;
/** Where a link of HTML begins, which VS Code draws in the errors of cells. */
const ANCHOR = /<(?=a\s)/gi;

const apart = (sign: string): string => sign + APART;

/** A text as one line of a limited length, without what nobody can see; what it means to VS Code it still does. */
export const oneLine = (text: string, most = MOST): string =>
  cut(text, most).replace(BREAKS, " ").replace(CONTROLS, "\ufffd");

/**
 * A text as one line that says what it says and does nothing, wherever VS Code shows it: links that run commands, as
 * messages, prompts and validation messages may hold, stay text. A harmless text stays as it is.
 *
 * @param most Characters of it that are shown.
 */
export const plainText = (text: string, most = MOST): string =>
  oneLine(text, most).replace(LINK, apart).replace(ICON, apart).replace(ANCHOR, apart);

/** The same for a text whose lines are shown as such, and in which VS Code puts no icons. */
export const plainBlock = (text: string): string =>
  cut(text, MOST_OF_BLOCK)
    .replace(/[\u2028\u2029\u0085\v\f]/g, " ")
    .replace(CONTROLS, "\ufffd")
    .replace(LINK, apart)
    .replace(ANCHOR, apart);
