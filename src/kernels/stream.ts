import { makeWords } from "./sfc32";

/** Bytes of a stream's state: a[8], b[8], c[8], counter[8] of u32, the count of unread bytes, the last 32 bytes made. */
export const STREAM_BYTES: i32 = 192;

const LANES: u32 = 8;
/** Offset of the count of bytes that are made and not read. */
export const UNREAD: usize = 128;
/** Offset of the last 32 bytes made; the unread ones are at their end. */
const LAST: usize = 160;
const GOLDEN: u64 = 0x9e3779b97f4a7c15;

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

/** Writes the next `count` bytes of a stream, little-endian words, wherever the last call stopped. */
export function fillBytes(stream: usize, out: usize, count: u32): void {
  const unread = load<u32>(stream, UNREAD);
  const first = min(unread, count);
  copySmall(out, stream + LAST + 32 - unread, first);
  store<u32>(stream, unread - first, UNREAD);
  out += first;
  count -= first;
  if (count === 0) return;
  makeWords(stream, out, count >> 5);
  const rest = count & 31;
  if (rest === 0) return;
  makeWords(stream, stream + LAST, 1);
  copySmall(out + (count - rest), stream + LAST, rest);
  store<u32>(stream, 32 - rest, UNREAD);
}

/** The stream's next word; it starts at a whole word where bytes were read before. */
@inline
export function nextWord(stream: usize): u32 {
  let unread = load<u32>(stream, UNREAD) & ~3;
  if (unread === 0) {
    makeWords(stream, stream + LAST, 1);
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
