import * as v from "valibot";
import { object } from "../object";
import type { ChoiceField, KindDefinition, Leaves, NumberField, SpecOf, TorchClass, TorchParameter } from "./kind";

const NO_ENTRIES = {};
type NoEntries = typeof NO_ENTRIES;

/** What an activation's own file says of it. */
interface Activation<K extends string, E extends v.ObjectEntries> {
  readonly kind: K;
  /** Its formula, for the editor's hover. */
  readonly description: string;
  /** Its class in torch.nn, and the parameters of that. */
  readonly torch: string;
  readonly parameters: readonly TorchParameter[];
  /** Takes and ignores any argument. */
  readonly anything?: true;
  /** Other classes that mean the same. */
  readonly others?: readonly TorchClass[];
  /** Keys beside `kind`; each has a default. */
  readonly entries?: E;
  readonly numbers?: readonly NumberField[];
  readonly choices?: readonly ChoiceField[];
  /** The arguments as its label has them. */
  readonly shown?: (layer: SpecOf<K, E>) => string;
  /** What of its values it leaves; others where it is left out. */
  readonly leaves?: Leaves;
  /** The first version of specs that has it. */
  readonly since?: number;
}

/** A function of each value by itself, without parameters drawn or masks. */
export function activation<const K extends string, const E extends v.ObjectEntries = NoEntries>({
  kind,
  description,
  torch,
  parameters,
  anything,
  others = [],
  entries = NO_ENTRIES as E,
  numbers = [],
  choices = [],
  shown = () => "",
  leaves = "others",
  since = 1,
}: Activation<K, E>): KindDefinition<K, SpecOf<K, E>, "activation"> {
  const schema = object(kind, entries, description);
  return {
    kind,
    role: "activation",
    since,
    schema,
    torch: [{ name: torch, parameters, ...(anything && { anything }) }, ...others],
    label: (layer) => `${torch}(${shown(layer)})`,
    create: () => v.parse(schema, { kind }),
    numbers,
    choices,
    size: () => null,
    shape: null,
    leaves,
    links: { pytorch: torch },
    mask: null,
  };
}
