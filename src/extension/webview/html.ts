/** What the page of an application is made of; URIs as the webview knows them. */
export interface Page {
  /** The webview's own origin, `webview.cspSource`. */
  readonly cspSource: string;
  readonly nonce: string;
  readonly script: string;
  readonly styles: readonly string[];
  readonly codicons: string;
}

/**
 * Everything a webview may load: our script by its nonce, and with it the modules that it imports, style sheets and fonts of our folder, and a
 * worker from a Blob whose source it fetches from our folder, which compiles the WebAssembly that it holds. Nothing from
 * elsewhere, nothing inline.
 */
export function contentSecurityPolicy({ cspSource, nonce }: Pick<Page, "cspSource" | "nonce">): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'wasm-unsafe-eval'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `connect-src ${cspSource}`,
    "worker-src blob:",
  ].join("; ");
}

/** A nonce that cannot be guessed: 128 bits, hexadecimal. */
export function createNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The page of every application. vscode-elements finds the codicons by the id of their style sheet. */
export function pageHtml(page: Page): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(contentSecurityPolicy(page))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dropout Explorer</title>
<link rel="stylesheet" id="vscode-codicon-stylesheet" href="${escape(page.codicons)}">
${page.styles.map((style) => `<link rel="stylesheet" href="${escape(style)}">`).join("\n")}
</head>
<body>
<div id="app" class="dx-page"></div>
<script type="module" nonce="${page.nonce}" src="${escape(page.script)}"></script>
</body>
</html>
`;
}
