import { joined, storeLanes } from "./lanes";
import { normals } from "./normal";
import { fillBytes, UNREAD } from "./stream";

/** Numbers made at a time: their words stay in the first-level cache until they are numbers. */
const CHUNK: u32 = 2048;

/** The next `count` words, for numbers: from a whole word on. */
@inline
function fillWords(stream: usize, out: usize, count: u32): void {
  store<u32>(stream, load<u32>(stream, UNREAD) & ~3, UNREAD);
  fillBytes(stream, out, count << 2);
}

/**
 * low + (high - low) u, u = word / 2^32 in [0, 1), in float64, rounded to float32: `count` numbers, a word each. One
 * that rounding lifts to fround(high) is fround(low), so that [low, high) holds.
 */
export function fillUniform(stream: usize, out: usize, count: u32, low: f64, high: f64): void {
  for (let done: u32 = 0; done < count; done += CHUNK) {
    const size = min(CHUNK, count - done);
    const at = out + (<usize>done << 2);
    fillWords(stream, at, size);
    uniforms(at, size, low, high);
  }
}

/** mean + std z in float64, z = normalOf(word) of N(0, 1), rounded to float32: `count` numbers, a word each. */
export function fillNormal(stream: usize, out: usize, count: u32, mean: f64, std: f64): void {
  fillNormals(stream, out, count, -1, mean, std);
}

/** std |z| in float64, |z| = normalOf(word mod 2^31), rounded to float32: `count` numbers, a word each. */
export function fillHalfNormal(stream: usize, out: usize, count: u32, std: f64): void {
  // -0 + x is x for every x, also for -0.
  fillNormals(stream, out, count, i32.MAX_VALUE, -0.0, std);
}

@inline
function fillNormals(stream: usize, out: usize, count: u32, wordMask: i32, mean: f64, std: f64): void {
  for (let done: u32 = 0; done < count; done += CHUNK) {
    const size = min(CHUNK, count - done);
    const at = out + (<usize>done << 2);
    fillWords(stream, at, size);
    normals(at, size, wordMask, mean, std);
  }
}

/** Turns words into uniform numbers, in place. */
function uniforms(at: usize, count: u32, low: f64, high: f64): void {
  const lows = f64x2.splat(low);
  const widths = f64x2.splat(high - low);
  const first = f32x4.splat(<f32>low);
  const end = f32x4.splat(<f32>high);
  const whole = at + (<usize>(count & ~3) << 2);
  for (; at < whole; at += 16) v128.store(at, uniform4(v128.load(at), lows, widths, first, end));
  if (count & 3) storeLanes(at, uniform4(v128.load(at), lows, widths, first, end), count & 3);
}

@inline
function uniform4(words: v128, lows: v128, widths: v128, first: v128, end: v128): v128 {
  const zero2 = f64x2.add(lows, f64x2.mul(widths, fractions(words, 0)));
  const two4 = f64x2.add(lows, f64x2.mul(widths, fractions(words, 2)));
  const values = joined(zero2, two4);
  return v128.bitselect(first, values, f32x4.ge(values, end));
}

/** word / 2^32 of the lanes `from` and from + 1, exactly: 2^20 has its lowest bit at 2^-32, so words are put there. */
@inline
function fractions(words: v128, from: i32): v128 {
  const exponent = i32x4.splat(0x41300000);
  const placed =
    from === 0
      ? v128.shuffle<i32>(words, exponent, 0, 4, 1, 5)
      : v128.shuffle<i32>(words, exponent, 2, 6, 3, 7);
  return f64x2.sub(placed, f64x2.splat(1048576));
}
