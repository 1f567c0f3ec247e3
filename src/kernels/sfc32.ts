// sfc32 (Doty-Humphrey, PractRand), eight generators in lanes of two registers each. A stream's state begins with a[8],
// b[8], c[8] and counter[8] of u32.

// Constants lie in memory: V8 makes those of the code anew in every turn of a loop, by three instructions.
const ONES = memory.data<u32>([1, 1, 1, 1]);
const UPPER = memory.data<u8>([0]);

/** Writes the next words of all lanes, 32 bytes a group. */
export function makeWords(stream: usize, out: usize, groups: u32): void {
  run(stream, out, groups, false, i32x4.splat(0), 0);
}

/**
 * Writes, for each byte of the next words, 0xFF where it is at least `upper`, in [0, 255], else 0; 32 bytes a group.
 * Notes each group with bytes that equal `upper` after `ties`, in 8 bytes: its address, and a bit for each such byte.
 * Gives the end of the notes; there must be room for one more than there are groups.
 */
export function makeMasks(stream: usize, out: usize, groups: u32, upper: i32, ties: usize): usize {
  store<u8>(UPPER, <u8>upper);
  return run(stream, out, groups, true, v128.load8_splat(UPPER), ties);
}

@inline
function run(stream: usize, out: usize, groups: u32, masks: bool, uppers: v128, ties: usize): usize {
  let a0 = v128.load(stream, 0);
  let a1 = v128.load(stream, 16);
  let b0 = v128.load(stream, 32);
  let b1 = v128.load(stream, 48);
  let c0 = v128.load(stream, 64);
  let c1 = v128.load(stream, 80);
  // Every lane counts alike, so one register does for all eight.
  let counter = v128.load(stream, 96);
  const ones = v128.load(ONES);
  for (const end = out + (<usize>groups << 5); out < end; out += 32) {
    const words0 = i32x4.add(i32x4.add(a0, counter), b0);
    const words1 = i32x4.add(i32x4.add(a1, counter), b1);
    counter = i32x4.add(counter, ones);
    a0 = v128.xor(b0, i32x4.shr_u(b0, 9));
    a1 = v128.xor(b1, i32x4.shr_u(b1, 9));
    b0 = i32x4.add(c0, i32x4.shl(c0, 3));
    b1 = i32x4.add(c1, i32x4.shl(c1, 3));
    c0 = i32x4.add(v128.or(i32x4.shl(c0, 21), i32x4.shr_u(c0, 11)), words0);
    c1 = i32x4.add(v128.or(i32x4.shl(c1, 21), i32x4.shr_u(c1, 11)), words1);
    if (masks) {
      v128.store(out, i8x16.ge_u(words0, uppers));
      v128.store(out, i8x16.ge_u(words1, uppers), 16);
      ties = noteTies(out, i8x16.eq(words0, uppers), i8x16.eq(words1, uppers), ties);
    } else {
      v128.store(out, words0);
      v128.store(out, words1, 16);
    }
  }
  v128.store(stream, a0, 0);
  v128.store(stream, a1, 16);
  v128.store(stream, b0, 32);
  v128.store(stream, b1, 48);
  v128.store(stream, c0, 64);
  v128.store(stream, c1, 80);
  v128.store(stream, counter, 96);
  v128.store(stream, counter, 112);
  return ties;
}

/** Always writes the note, and moves on only after one with ties: a branch on them would often be mispredicted. */
@inline
function noteTies(at: usize, ties0: v128, ties1: v128, notes: usize): usize {
  const ties: u32 = i8x16.bitmask(ties0) | (i8x16.bitmask(ties1) << 16);
  store<u64>(notes, <u64>at | (<u64>ties << 32));
  return notes + (<usize>(ties !== 0) << 3);
}
