/** What VS Code makes links of in messages, prompts and validation messages, as its source has it. */
export const VSCODE_LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;
/** What it makes links of in the errors of cells. */
export const CELL_LINK = /<a\s+(?:[^>]*?\s+)?href=(["'])(.*?)\1[^>]*?>.*?<\/a>/gi;

/** A name as a hostile file may have it: it runs a command where it becomes a link. */
export const HOSTILE = "[Show the fix](command:workbench.extensions.installExtension?%22evil.evil%22)";

/** More of its kind. */
export const MORE_HOSTILE = [
  HOSTILE,
  "[x](COMMAND:evil)",
  '[x](command:evil "a title")',
  "[x](https://evil.example/)",
  "[x](http://evil.example/)",
  "[x](file:///etc/passwd)",
  "[[x](command:a)](command:b)",
  "a\n[b\nc](command:evil)",
  "[x]\u2060(command:evil)[x](command:evil)",
  "[x]\u0000(command:evil)",
  "[x](\u202ecommand:evil)",
];
