import { createScanner, type Node } from "./parser";

/** jsonc-parser's `SyntaxKind` is a const enum of a declaration file, which isolated modules cannot read. */
const TOKEN = { comma: 5, lineComment: 12, blockComment: 13, lineBreak: 14, blank: 15 } as const;

/** What lies between an item of a list (or its opening bracket) and the next. */
export interface Gap {
  /** Where the comma stands, if there is one. */
  readonly comma: number | undefined;
  /** Where the next item's lines begin: after the comma and a comment on its line. */
  readonly end: number;
  /** Whether what ends there is a comment that runs to the end of its line. */
  readonly inComment: boolean;
}

/** Reads the gap from `from`; with `opening`, that is after the bracket and no comma is looked for. */
function gapFrom(text: string, from: number, opening: boolean): Gap {
  const scanner = createScanner(text, false);
  scanner.setPosition(from);
  let gap: Gap = { comma: undefined, end: from, inComment: false };
  let comment: Gap | undefined;
  for (;;) {
    const token = scanner.scan() as number;
    const end = scanner.getPosition();
    if (token === TOKEN.comma && !opening && gap.comma === undefined) {
      gap = { comma: end - 1, end, inComment: false };
      comment = undefined;
    } else if (token === TOKEN.lineComment || token === TOKEN.blockComment) {
      comment = { comma: gap.comma, end, inComment: token === TOKEN.lineComment };
    } else if (token === TOKEN.lineBreak && (opening || gap.comma !== undefined || !commaFollows(text, end))) {
      return comment ?? gap;
    } else if (token !== TOKEN.blank && token !== TOKEN.lineBreak) {
      // What stands before an item on its line belongs to that item.
      return gap;
    }
  }
}

/** Whether a comma on a later line still belongs to the item before. */
function commaFollows(text: string, from: number): boolean {
  const scanner = createScanner(text, true);
  scanner.setPosition(from);
  return (scanner.scan() as number) === TOKEN.comma;
}

/** The gaps of an object or array: after its bracket, then after each child. */
export function gapsOf(text: string, container: Node): Gap[] {
  const children = container.children ?? [];
  return [
    gapFrom(text, container.offset + 1, true),
    ...children.map((child) => gapFrom(text, child.offset + child.length, false)),
  ];
}
