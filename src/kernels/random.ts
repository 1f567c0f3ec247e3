import { joined, storeLanes } from "./lanes";
import { normals } from "./normal";

/** Bytes of a stream's state: a[8], b[8], c[8], counter[8] of u32, the count of unread bytes, the last 32 bytes made. */
export const STREAM_BYTES: i32 = 192;

const LANES: u32 = 8;
const UNREAD: usize = 128;
const LAST: usize = 160;
const GOLDEN: u64 = 0x9e3779b97f4a7c15;
/** Numbers made at a time: their words stay in the first-level cache until they are numbers. */
const CHUNK: u32 = 2048;

/** splitmix64's finaliser, a bijection of the 64-bit integers. */
function mix(x: u64): u64 {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

/**
 * Begins the stream of (purpose, seed, ordinal, block): splitmix64 (Steele, Lea, Flood 2014) of the mixed key seeds
 * eight sfc32 generators; word i is word floor(i / 8) of generator i mod 8. Purposes as in core's PURPOSES:
 * 0 weight, 1 bias, 2 input, 3 mask, 4 tie; the others are u32.
 */
export function startStream(stream: usize, purpose: i32, seed: i32, ordinal: i32, block: i32): void {
  const outer = mix(((<u64>(purpose + 1) << 32) | <u64>(<u32>seed)) + GOLDEN);
  let key = mix(outer ^ ((<u64>(<u32>ordinal) << 32) | <u64>(<u32>block)));
  for (let i: u32 = 0; i < 3 * LANES; i += 2) {
    key += GOLDEN;
    const words = mix(key);
    storeSeed(stream, i, <u32>words);
    storeSeed(stream, i + 1, <u32>(words >> 32));
  }
  for (let lane: u32 = 0; lane < LANES; lane++) store<u32>(stream + (lane << 2), 1, 96);
  store<u32>(stream, 0, UNREAD);
}

/** Seeds come lane by lane, a, b, c of each; the state holds all a, all b, all c. */
@inline
function storeSeed(stream: usize, index: u32, word: u32): void {
  store<u32>(stream + (((index % 3) * LANES + index / 3) << 2), word);
}

/** Writes 32 bytes a group, a word of each lane: sfc32 (Doty-Humphrey, PractRand), eight lanes in two registers each. */
function makeGroups(stream: usize, out: usize, groups: u32): void {
  let a0 = v128.load(stream, 0);
  let a1 = v128.load(stream, 16);
  let b0 = v128.load(stream, 32);
  let b1 = v128.load(stream, 48);
  let c0 = v128.load(stream, 64);
  let c1 = v128.load(stream, 80);
  let counter = v128.load(stream, 96);
  const one = i32x4.splat(1);
  for (const end = out + (<usize>groups << 5); out < end; out += 32) {
    const out0 = i32x4.add(i32x4.add(a0, counter), b0);
    const out1 = i32x4.add(i32x4.add(a1, counter), b1);
    counter = i32x4.add(counter, one);
    a0 = v128.xor(b0, i32x4.shr_u(b0, 9));
    a1 = v128.xor(b1, i32x4.shr_u(b1, 9));
    b0 = i32x4.add(c0, i32x4.shl(c0, 3));
    b1 = i32x4.add(c1, i32x4.shl(c1, 3));
    c0 = i32x4.add(v128.or(i32x4.shl(c0, 21), i32x4.shr_u(c0, 11)), out0);
    c1 = i32x4.add(v128.or(i32x4.shl(c1, 21), i32x4.shr_u(c1, 11)), out1);
    v128.store(out, out0);
    v128.store(out, out1, 16);
  }
  v128.store(stream, a0, 0);
  v128.store(stream, a1, 16);
  v128.store(stream, b0, 32);
  v128.store(stream, b1, 48);
  v128.store(stream, c0, 64);
  v128.store(stream, c1, 80);
  v128.store(stream, counter, 96);
  v128.store(stream, counter, 112);
}

/** Writes the next `count` bytes of a stream, little-endian words, wherever the last call stopped. */
export function fillBytes(stream: usize, out: usize, count: u32): void {
  const unread = load<u32>(stream, UNREAD);
  const first = min(unread, count);
  copySmall(out, stream + LAST + 32 - unread, first);
  store<u32>(stream, unread - first, UNREAD);
  out += first;
  count -= first;
  if (count === 0) return;
  makeGroups(stream, out, count >> 5);
  const rest = count & 31;
  if (rest === 0) return;
  makeGroups(stream, stream + LAST, 1);
  copySmall(out + (count - rest), stream + LAST, rest);
  store<u32>(stream, 32 - rest, UNREAD);
}

/** The stream's next word; it starts at a whole word where bytes were read before. */
export function nextWord(stream: usize): u32 {
  let unread = load<u32>(stream, UNREAD) & ~3;
  if (unread === 0) {
    makeGroups(stream, stream + LAST, 1);
    unread = 32;
  }
  store<u32>(stream, unread - 4, UNREAD);
  return load<u32>(stream + LAST + 32 - unread);
}

/** Copies fewer than 32 bytes, for which a call of memory.copy takes longer. */
@inline
function copySmall(to: usize, from: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) store<u8>(to + i, load<u8>(from + i));
}

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
