// What every contender computes with, in JavaScript; inputs.py and native.h make the same numbers.
import { readFileSync } from "node:fs";

/** Drop probabilities of the works. */
export const P = 0.4;
export const WHOLE_P = 0.5;
/** Sizes of the network of the whole exploration. */
export const WIDTHS = [784, 1024, 1024, 10];
/** Bins of the histogram of 1e7 values, from -1 to 1. */
export const BINS = 512;

/** 32 well mixed bits of an integer. */
function mixed(i) {
  let h = Math.imul(i, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca77);
  return (h ^ (h >>> 13)) >>> 0;
}

/** What dropout is applied to: 1 to 1.996 in steps of 1/256, again and again. */
export function fillActivations(x) {
  for (let i = 0; i < x.length; i++) x[i] = 1 + (i % 256) / 256;
  return x;
}

/** Multiples of 2^-16 in [-1, 1) whose density is a triangle: 512 bins have edges that float32 holds exactly. */
export function fillTriangular(x, seed) {
  for (let i = 0; i < x.length; i++) {
    const h = mixed(i + seed);
    x[i] = ((h & 0xffff) + (h >>> 16)) / 65536 - 1;
  }
  return x;
}

/** A matrix of numbers in [-0.5, 0.5), `which` of the two. */
export function fillMatrix(x, seed, which) {
  for (let i = 0; i < x.length; i++) x[i] = (mixed(i + seed + which * 0x40000000) >>> 8) / 16777216 - 0.5;
  return x;
}

/** The network's parameters, [weight, bias] a linear layer: weight [units][fan_in]. */
export function readParameters() {
  const { buffer } = new Uint8Array(readFileSync(process.env.BENCH_PARAMETERS));
  let at = 0;
  const take = (length) => new Float32Array(buffer, (at += 4 * length) - 4 * length, length);
  return WIDTHS.slice(1).map((units, i) => [take(units * WIDTHS[i]), take(units)]);
}

/** Mean and variance of numbers, in float64 by two passes; for what is not timed. */
export function momentsOf(x) {
  let sum = 0;
  let zeros = 0;
  for (let i = 0; i < x.length; i++) {
    sum += x[i];
    if (x[i] === 0) zeros++;
  }
  const mean = sum / x.length;
  let squares = 0;
  for (let i = 0; i < x.length; i++) squares += (x[i] - mean) ** 2;
  return { count: x.length, zeros, mean, variance: squares / x.length };
}

/** What is compared of a product [rows][columns]: its sum, and every 4099th number. */
export function productResults(c) {
  let sum = 0;
  const samples = [];
  for (let i = 0; i < c.length; i++) {
    sum += c[i];
    if (i % 4099 === 0) samples.push(c[i]);
  }
  return { sum, samples };
}
