import { fillBytes, nextWord } from "./random";

/** Values whose random bytes are made at a time: they stay in the first-level cache until they are masks. */
const CHUNK: u32 = 8192;

/**
 * keep[i] = 0xFF where u >= upper 2^24 + lower, else 0, for `count` values: u is a uniform 32-bit integer, so that a
 * value is dropped with probability (upper 2^24 + lower) / 2^32 exactly; upper in [0, 256], lower in [0, 2^24). The
 * upper byte of u is the next byte of the stream `mask`; only where it equals `upper` the other bits matter, and are the
 * upper 24 of the next word of the stream `tie`. Both streams go on from call to call, at any position.
 */
export function fillMask(mask: usize, tie: usize, keep: usize, count: u32, upper: i32, lower: i32): void {
  for (let done: u32 = 0; done < count; done += CHUNK) {
    const size = min(CHUNK, count - done);
    fillBytes(mask, keep + done, size);
    threshold(keep + done, size, tie, upper, lower);
  }
  if (upper > 255) memory.fill(keep, 0, count);
}

/** Turns uniform bytes into masks, in place. */
function threshold(keep: usize, count: u32, tie: usize, upper: i32, lower: i32): void {
  const uppers = i8x16.splat(<i8>upper);
  const refine: i32 = lower > 0 ? -1 : 0;
  const end = keep + count;
  const whole = keep + (count & ~31);
  let at = keep;
  for (; at < whole; at += 32) {
    const bytes0 = v128.load(at);
    const bytes1 = v128.load(at, 16);
    const ties0 = i8x16.eq(bytes0, uppers);
    const ties1 = i8x16.eq(bytes1, uppers);
    v128.store(at, i8x16.ge_u(bytes0, uppers));
    v128.store(at, i8x16.ge_u(bytes1, uppers), 16);
    let ties = (i8x16.bitmask(ties0) | (i8x16.bitmask(ties1) << 16)) & refine;
    for (; ties; ties &= ties - 1) keepTie(at + ctz(ties), tie, lower);
  }
  for (; at < end; at++) {
    const byte = <i32>load<u8>(at);
    store<u8>(at, byte >= upper ? 0xff : 0);
    if (byte === upper && refine) keepTie(at, tie, lower);
  }
}

/** Decides a value whose upper byte is the threshold's own. */
@inline
function keepTie(at: usize, tie: usize, lower: i32): void {
  store<u8>(at, <i32>(nextWord(tie) >>> 8) >= lower ? 0xff : 0);
}
