import * as v from "valibot";
import { KINDS, type LayerKind } from "./kinds/index";
import { isLayerKind, LAYER_KINDS } from "./layer";

const sinceOf = (kind: LayerKind): number => KINDS[kind].since;

/** The newest version of specs: the one that brought the newest kind of layer. */
export const NEWEST_VERSION = LAYER_KINDS.reduce((newest, kind) => Math.max(newest, sinceOf(kind)), 1);

const read = NEWEST_VERSION === 1 ? "version 1" : `versions 1 to ${NEWEST_VERSION}`;
const allowed = NEWEST_VERSION === 1 ? "1" : `a whole number from 1 to ${NEWEST_VERSION}`;

/** That something is of a version which is not read yet. */
export const tooNew = (what: string, version: number): string =>
  `This ${what} is of version ${version}, and this Dropout Explorer reads ${read}: update the extension`;

/** The version of a spec. */
export const SpecVersion: v.GenericSchema<unknown, number> = v.pipe(
  v.picklist(
    Array.from({ length: NEWEST_VERSION }, (_, before) => before + 1),
    ({ input }) =>
      typeof input === "number" && input > NEWEST_VERSION
        ? tooNew("spec", input)
        : `The version of a spec is ${allowed}`,
  ),
  v.description(`The version of this format: ${allowed}.`),
);

/** The version that a spec of these layers needs: the lowest that has all of their kinds. */
export const versionFor = (layers: readonly object[]): number =>
  layers.reduce<number>((needed, layer) => {
    const kind = "kind" in layer ? String(layer.kind) : "";
    return isLayerKind(kind) ? Math.max(needed, sinceOf(kind)) : needed;
  }, 1);
