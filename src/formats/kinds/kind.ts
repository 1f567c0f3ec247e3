import type * as v from "valibot";
import type { SpecIssue } from "../issue";
import { object } from "../object";

/**
 * What a layer does with the values that enter it: a map multiplies them by parameters, a mask drops some at random in
 * training, an activation is a fixed function of each value.
 */
export type Role = "map" | "mask" | "activation";

/** A parameter of a layer's constructor in PyTorch. */
export interface TorchParameter {
  readonly name: string;
  readonly type: "number" | "boolean" | "string";
  /** PyTorch's default; without one the argument is required. */
  readonly standard?: number | boolean | string;
  /** Has no effect on what is computed here, whatever its value. */
  readonly ignored?: true;
  /** Only the default can be represented. */
  readonly fixed?: true;
  /** The key of the LayerSpec that it fills, where it is not its name. */
  readonly key?: string;
}

/** A class of torch.nn that means a layer of a kind. */
export interface TorchClass {
  readonly name: string;
  readonly parameters: readonly TorchParameter[];
  /** Takes and ignores any argument, as nn.Identity does. */
  readonly anything?: true;
  /** The keys of the spec from the arguments by theirs, where they are not the same. */
  readonly values?: (values: Readonly<Record<string, unknown>>) => object;
}

/** A number of a layer that the editor has a field for. */
export interface NumberField {
  readonly key: string;
  /** Beside the field, where it is not the key. */
  readonly label?: string;
}

/** One of a few texts that the editor has a menu for. */
export interface ChoiceField {
  readonly key: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}

/** Where the documentation of each framework has a layer. */
export interface Links {
  readonly pytorch?: string;
  readonly keras?: readonly [name: string, page: string];
}

/** What enters a layer, for its shape and what does not fit in it. */
export interface Entering {
  readonly width: number;
  /** Where the width comes from, in words: "the input", "layer 2". */
  readonly source: string;
  /** Weights of all layers up to and with this one. */
  readonly weights: number;
  /** The place of the layer in the spec. */
  readonly at: readonly (string | number)[];
}

/** How values of a layer's output follow from those that enter; a kind without one passes on as many as enter. */
export interface KindShape<L> {
  readonly units: (layer: L, width: number) => number;
  /** The layer with the width that enters it written out, as PyTorch's notation has it. */
  readonly sized: (layer: L, width: number) => L;
  /** How many weights it has. */
  readonly weights: (layer: L, width: number) => number;
  /** What does not fit. */
  readonly issues: (layer: L, entering: Entering) => SpecIssue[];
}

/** How a layer drops, or how else it makes noise, for what a hover says of it. */
export type Manner =
  | "values"
  | "channels"
  | "shared"
  | "alpha"
  | "alphaChannels"
  | "gaussian"
  | "attention"
  | "recurrent"
  | "encoder"
  | "decoder"
  | "transformer"
  | "path"
  | "unknown";

/** What a kind that masks says beside the rest. */
export interface MaskText {
  readonly manner: Manner;
  /** Whether what is dropped is 0, so that zeros say how much was. */
  readonly zeroes: boolean;
  /** Lines of Python that replace `unscaled` and `train`, for PyTorch's module `layer`: both with the same mask. */
  readonly program: readonly string[];
}

/** What of its values a layer leaves: all as they are, the positive ones and zeros, or others. */
export type Leaves = "all" | "positive" | "others";

/** Everything that is said of a layer kind outside the mathematics. */
export interface KindDefinition<K extends string, L, R extends Role> {
  readonly kind: K;
  readonly role: R;
  /** The first version of specs that has it. */
  readonly since: number;
  readonly schema: v.GenericSchema<unknown, L>;
  /** PyTorch's class, and others that mean the same. */
  readonly torch: readonly [TorchClass, ...TorchClass[]];
  /** In PyTorch's notation, which `parseLayers` reads back. */
  readonly label: (layer: L) => string;
  /** As it is added to a network, after so many units. */
  readonly create: (width: number) => L;
  readonly numbers: readonly NumberField[];
  readonly choices: readonly ChoiceField[];
  /** Its size or rate in a line about the network: "Dropout 0.4"; null where the name says it all. */
  readonly size: (layer: L) => number | null;
  /** Null for a kind that passes on as many values as enter it. */
  readonly shape: KindShape<L> | null;
  readonly leaves: Leaves;
  readonly links: Links;
  /** Of a mask, and of no other role. */
  readonly mask: R extends "mask" ? MaskText : null;
}

/** The spec of a kind with these entries. */
export type SpecOf<K extends string, E extends v.ObjectEntries> = v.InferOutput<ReturnType<typeof object<K, E>>>;

/** A parameter of PyTorch that is a number. */
export const number = (name: string, standard?: number): TorchParameter => ({
  name,
  type: "number",
  ...(standard === undefined ? {} : { standard }),
});

/** PyTorch's `inplace`, which changes no value. */
export const inplace: TorchParameter = { name: "inplace", type: "boolean", standard: false, ignored: true };
