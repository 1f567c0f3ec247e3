import { ContextTracker, ExternalTokenizer } from "@lezer/lr";
import { parser as original } from "@lezer/python";

/** What of the parser isn't public: a test compares what is made of it with the original. */
interface Parts {
  readonly context: Omit<ConstructorParameters<typeof ContextTracker<object>>[0], "strict">;
  readonly tokenizers: readonly Tokenizer[];
}
interface Tokenizer extends ExternalTokenizer {
  readonly token: ConstructorParameters<typeof ExternalTokenizer>[0];
  readonly fallback: boolean;
  readonly extend: boolean;
}

const { context, tokenizers } = original as unknown as Parts;

/** The characters that functions went through to find tokens, in all texts so far: what is left of a line, at worst, for one. */
export const scanned = { characters: 0 };

/**
 * The parser of Python without what it notes in its trees to use parts of them again: these notes take nine tenths of the
 * memory of a file with many strings. So tokens are no longer told apart by them, and those that depend on what they are in
 * are read each time.
 */
export const parser = original.configure({
  contextTracker: new ContextTracker({ ...context, strict: false }),
  tokenizers: tokenizers
    .filter((one) => one instanceof ExternalTokenizer)
    .map((from) => {
      const { token, fallback, extend } = from;
      const counting: typeof token = (input, stack) => {
        const { pos } = input;
        token(input, stack);
        scanned.characters += input.pos - pos;
      };
      return { from, to: new ExternalTokenizer(counting, { fallback, extend, contextual: true }) };
    }),
});
