import { float32 } from "../number";
import { object } from "../object";
import { inplace, number, type KindDefinition, type Links, type MaskText, type SpecOf } from "./kind";

const entries = { p: float32("p, the probability to drop,", 0, 1) };

/** The spec of a kind that masks: all of them drop with probability p. */
export type MaskSpecOf<K extends string> = SpecOf<K, typeof entries>;

/** What a mask's own file says of it. */
interface Mask<K extends string> extends MaskText {
  readonly kind: K;
  readonly description: string;
  /** Its class in torch.nn, which takes p and inplace. */
  readonly torch: string;
  readonly links: Links;
  /** The first version of specs that has it. */
  readonly since?: number;
}

/** A layer that drops values at random with probability p in training, and passes everything on in evaluation. */
export function mask<const K extends string>({
  kind,
  description,
  torch,
  links,
  since = 1,
  ...text
}: Mask<K>): KindDefinition<K, MaskSpecOf<K>, "mask"> {
  return {
    kind,
    role: "mask",
    since,
    schema: object(kind, entries, description),
    torch: [{ name: torch, parameters: [number("p", 0.5), inplace] }],
    label: ({ p }) => `${torch}(p=${p})`,
    create: () => ({ kind, p: 0.5 }),
    numbers: [{ key: "p" }],
    choices: [],
    size: ({ p }) => p,
    shape: null,
    leaves: "others",
    links,
    mask: text,
  };
}
