/** Mean, variance and how many are 0. */
export interface Moments {
  readonly count: number;
  readonly zeros: number;
  readonly mean: number;
  readonly variance: number;
}
export const P: number;
export const WHOLE_P: number;
export const WIDTHS: readonly number[];
export const BINS: number;
export function fillActivations<Array extends Float32Array>(x: Array): Array;
export function fillTriangular<Array extends Float32Array>(x: Array, seed: number): Array;
export function fillMatrix<Array extends Float32Array>(x: Array, seed: number, which: 0 | 1): Array;
export function readParameters(): (readonly [Float32Array, Float32Array])[];
export function momentsOf(x: Float32Array): Moments;
export function productResults(c: Float32Array): { readonly sum: number; readonly samples: readonly number[] };
