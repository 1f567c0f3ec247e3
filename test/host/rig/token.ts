import { randomBytes } from "node:crypto";
import { chmod, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Writes a file that its owner alone may read, whatever stood there. */
async function writeOwn(file: string, text: string): Promise<void> {
  await rm(file, { force: true });
  await writeFile(file, text, { mode: 0o600, flag: "wx" });
}

/** A new token of 256 random bits, in the characters that VS Code takes. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/**
 * Puts a token where the server reads it: on its command line, every user of the machine could. The folder, and with it
 * all that VS Code keeps there, is its owner's alone from then on.
 */
export async function keepToken(folder: string, token: string): Promise<string> {
  await chmod(folder, 0o700);
  const file = join(folder, "connection-token");
  await writeOwn(file, token);
  return file;
}

const escaped = (url: string): string => url.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/**
 * Writes a page that goes to `url` and gives its address: what opens a browser is handed this one, since the words of
 * a command can be read by every user of the machine, and the url holds the token.
 */
export async function pageTo(folder: string, url: string): Promise<string> {
  const file = join(folder, "open.html");
  await writeOwn(file, `<!doctype html>\n<meta http-equiv="refresh" content="0; url=${escaped(url)}" />\n`);
  return pathToFileURL(file).href;
}

/** The address at which a server with this token answers, with what the page is to show. */
export function addressWith(port: number, token: string, query: Readonly<Record<string, string>> = {}): string {
  const url = new URL(`http://127.0.0.1:${port}/`);
  for (const [name, value] of Object.entries({ tkn: token, ...query })) url.searchParams.set(name, value);
  return url.href;
}
