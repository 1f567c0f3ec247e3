import { maskValues } from "./pointwise";
import { makeMasks } from "./sfc32";
import { fillBytes, nextWord, UNREAD } from "./stream";

/** Values that `dropout` takes at a time. */
const PIECE: u32 = 512;
/** Values whose ties are noted before they are decided: the notes stay in the first-level cache. */
const CHUNK: u32 = 8192;
const TIES = memory.data(8 * (8192 / 32 + 1), 8);

/**
 * keep[i] = 0xFF where u >= upper 2^24 + lower, else 0, for `count` values: u is a uniform 32-bit integer, so that a
 * value is dropped with probability (upper 2^24 + lower) / 2^32 exactly; upper in [0, 256], lower in [0, 2^24). The
 * upper byte of u is the next byte of the stream `mask`; only where it equals `upper` the other bits matter, and are the
 * upper 24 of the next word of the stream `tie`. Both streams go on from call to call, at any position.
 */
export function fillMask(mask: usize, tie: usize, keep: usize, count: u32, upper: i32, lower: i32): void {
  const begun = min(load<u32>(mask, UNREAD), count);
  fillPart(mask, tie, keep, begun, upper, lower);
  const whole = (count - begun) & ~31;
  const end = keep + begun + whole;
  for (let at = keep + begun; at < end; at += CHUNK) {
    const groups = <u32>min(<usize>CHUNK, end - at) >> 5;
    const tiesEnd = makeMasks(mask, at, groups, upper, TIES);
    if (lower > 0) decideTies(tiesEnd, tie, lower);
  }
  fillPart(mask, tie, end, count - begun - whole, upper, lower);
  // No byte is 256, but makeMasks has taken its lower eight bits, 0, which every byte reaches.
  if (upper === 256) memory.fill(keep, 0, count);
}

/** The masks of bytes that begin or end in the midst of a group. */
function fillPart(mask: usize, tie: usize, keep: usize, count: u32, upper: i32, lower: i32): void {
  fillBytes(mask, keep, count);
  for (const end = keep + count; keep < end; keep++) {
    const byte = <i32>load<u8>(keep);
    const kept = byte === upper && lower > 0 ? keepsTie(tie, lower) : byte >= upper;
    store<u8>(keep, -<i32>kept);
  }
}

/** Decides the values whose upper byte is the threshold's own, in their order. */
function decideTies(end: usize, tie: usize, lower: i32): void {
  for (let note = TIES; note < end; note += 8) {
    const at = <usize>load<u32>(note);
    for (let ties = load<u32>(note, 4); ties !== 0; ties &= ties - 1) {
      store<u8>(at + ctz(ties), -<i32>keepsTie(tie, lower));
    }
  }
}

@inline
function keepsTie(tie: usize, lower: i32): bool {
  return <i32>(nextWord(tie) >>> 8) >= lower;
}

/**
 * fillMask and maskValues with rows of x's own, for `count` values: keep as there, out = fround(x scale) where kept and +0
 * where dropped. By small pieces, so that the memory is at work on x and out while random bytes are made.
 */
export function dropout(
  mask: usize,
  tie: usize,
  keep: usize,
  count: u32,
  upper: i32,
  lower: i32,
  x: usize,
  out: usize,
  scale: f32,
): void {
  for (let done: u32 = 0; done < count; done += PIECE) {
    const size = min(PIECE, count - done);
    const offset = <usize>done << 2;
    fillMask(mask, tie, keep + done, size, upper, lower);
    maskValues(keep + done, x + offset, size, out + offset, 1, size, scale);
  }
}
