import { noChange } from "lit";
import { Directive, directive, type PropertyPart } from "lit/directive.js";
import { textOf } from "../typed";

/** Reads a field's text as the value that a draft holds. */
export type Read = (text: string) => unknown;

class TypedText extends Directive {
  override render(...[value]: [value: unknown, read: Read]): unknown {
    return textOf(value);
  }

  override update(part: PropertyPart, [value, read]: [unknown, Read]): unknown {
    const input = part.element as HTMLInputElement | HTMLTextAreaElement;
    // "0." and "0.40" stay as they were typed: a field is only written where its text means something else.
    if (JSON.stringify(read(input.value)) !== JSON.stringify(value)) input.value = textOf(value);
    return noChange;
  }
}

/** A field's text, left alone while it says the same number in the person's own way. */
export const typedText = directive(TypedText);
