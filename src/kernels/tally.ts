// Counts of float32 values in bins of one width, and of distinct values.

// A table of bins: four histograms of the bins 0 to 511, of every fourth value each, so that equal neighbours do not
// wait for each other's store. Behind the bins is a place for zeros.
const LANES: usize = 4;
const BINS: usize = 512;
const HISTOGRAM_BYTES: usize = 4 * (BINS + 4);
const ZEROS: usize = 4 * BINS;

/** Bytes of a table of bins, all 0 before the first value. */
export function binsTableBytes(): i32 {
  return <i32>(LANES * HISTOGRAM_BYTES);
}

/**
 * Counts the finite values `from` to `to` - 1 in a table: x other than 0 in bin floor(x perBin) - firstBin, which
 * must lie in [0, 512), with perBin a power of two; 0 and -0 apart. Counters are u32: a table is to be drained before
 * 2^32 values.
 */
export function countBins(values: usize, from: i32, to: i32, table: usize, perBin: f64, firstBin: i32): void {
  const scale = f64x2.splat(perBin);
  // In float64 from 2^50 to 2^51 the lowest bit is 1/4: the lower word of bin + origin is the address of the bin's
  // counter.
  const origin = f64x2.splat(1688849860263936 + <f64>(table >> 2) - <f64>firstBin);
  const zeros = i32x4.splat(<i32>(table + ZEROS));
  const end = values + (<usize>to << 2);
  let at = values + (<usize>from << 2);
  for (; at + 16 <= end; at += 16) {
    const counters = countersOf(v128.load(at), scale, origin, zeros);
    const counter0: usize = i32x4.extract_lane(counters, 0);
    const counter1: usize = i32x4.extract_lane(counters, 1);
    const counter2: usize = i32x4.extract_lane(counters, 2);
    const counter3: usize = i32x4.extract_lane(counters, 3);
    store<u32>(counter0, load<u32>(counter0) + 1);
    store<u32>(counter1, load<u32>(counter1, HISTOGRAM_BYTES) + 1, HISTOGRAM_BYTES);
    store<u32>(counter2, load<u32>(counter2, 2 * HISTOGRAM_BYTES) + 1, 2 * HISTOGRAM_BYTES);
    store<u32>(counter3, load<u32>(counter3, 3 * HISTOGRAM_BYTES) + 1, 3 * HISTOGRAM_BYTES);
  }
  for (; at < end; at += 4) {
    const counter: usize = i32x4.extract_lane(countersOf(v128.load32_splat(at), scale, origin, zeros), 0);
    store<u32>(counter, load<u32>(counter) + 1);
  }
}

/** The counters of four values in the first histogram. */
@inline
function countersOf(x: v128, scale: v128, origin: v128, zeros: v128): v128 {
  const low = f64x2.floor(f64x2.mul(f64x2.promote_low_f32x4(x), scale));
  const high = f64x2.floor(f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1)), scale));
  const counters = v128.shuffle<i32>(f64x2.add(low, origin), f64x2.add(high, origin), 0, 2, 4, 6);
  return v128.bitselect(zeros, counters, f32x4.eq(x, f32x4.splat(0)));
}

/** Adds a table's counts to those of the bins, float64[512], and gives the zeros; the table is empty then. */
export function drainBins(table: usize, counts: usize): f64 {
  for (let bin: usize = 0; bin < BINS; bin++, counts += 8) {
    store<f64>(counts, load<f64>(counts) + sumOf(table + (bin << 2)));
  }
  const zeros = sumOf(table + ZEROS);
  memory.fill(table, 0, LANES * HISTOGRAM_BYTES);
  return zeros;
}

/** A counter's sum over the histograms. */
@inline
function sumOf(counter: usize): f64 {
  let sum: u64 = 0;
  for (let lane: usize = 0; lane < LANES; lane++) sum += load<u32>(counter + lane * HISTOGRAM_BYTES);
  return <f64>sum;
}

// A table of distinct values: slots of a key (the value's bits) and two counters, one of every second value each, so
// that equal neighbours do not wait for each other's store; after them how many slots are taken.
const SLOT_BYTES: usize = 16;
const EVEN: usize = 4;
const ODD: usize = 8;
const SLOTS: usize = 2048;
const DISTINCT: usize = SLOTS * SLOT_BYTES;
const MOST_DISTINCT: i32 = 512;
const LAST_SLOT: usize = DISTINCT - SLOT_BYTES;
const HASH: i32 = 0x9e3779b1;
/** The key of a free slot: a value that is none. */
const FREE: i32 = 0x7fc00000;

/** Bytes of a table of distinct values, to be made ready by clearAtoms. */
export function atomsTableBytes(): i32 {
  return <i32>(DISTINCT + 16);
}

/** Makes a table hold nothing. */
export function clearAtoms(table: usize): void {
  const free = v128.shuffle<i32>(i32x4.splat(FREE), i32x4.splat(0), 0, 4, 5, 6);
  for (let slot = table; slot < table + DISTINCT; slot += SLOT_BYTES) v128.store(slot, free);
  store<i32>(table, 0, DISTINCT);
}

/**
 * Counts the finite values `from` to `to` - 1, -0 as 0, in a table of at most 512 distinct ones: an open-addressing
 * hash table of their bits. Gives `to`, or the index of the first value for which there is no room: it and those
 * after it are not counted. Counters are u32: a table is to be drained before 2^32 values.
 */
export function countAtoms(values: usize, from: i32, to: i32, table: usize): i32 {
  const tables = i32x4.splat(<i32>table);
  const end = values + (<usize>to << 2);
  let at = values + (<usize>from << 2);
  for (; at + 16 <= end; at += 16) {
    const keys = keysOf(v128.load(at));
    const slots = firstSlots(keys, tables);
    const slot0 = slotOf(i32x4.extract_lane(keys, 0), i32x4.extract_lane(slots, 0), table);
    if (slot0 === 0) return <i32>((at - values) >> 2);
    store<u32>(slot0, load<u32>(slot0, EVEN) + 1, EVEN);
    const slot1 = slotOf(i32x4.extract_lane(keys, 1), i32x4.extract_lane(slots, 1), table);
    if (slot1 === 0) return <i32>((at + 4 - values) >> 2);
    store<u32>(slot1, load<u32>(slot1, ODD) + 1, ODD);
    const slot2 = slotOf(i32x4.extract_lane(keys, 2), i32x4.extract_lane(slots, 2), table);
    if (slot2 === 0) return <i32>((at + 8 - values) >> 2);
    store<u32>(slot2, load<u32>(slot2, EVEN) + 1, EVEN);
    const slot3 = slotOf(i32x4.extract_lane(keys, 3), i32x4.extract_lane(slots, 3), table);
    if (slot3 === 0) return <i32>((at + 12 - values) >> 2);
    store<u32>(slot3, load<u32>(slot3, ODD) + 1, ODD);
  }
  for (; at < end; at += 4) {
    const keys = keysOf(v128.load32_splat(at));
    const slot = slotOf(i32x4.extract_lane(keys, 0), i32x4.extract_lane(firstSlots(keys, tables), 0), table);
    if (slot === 0) return <i32>((at - values) >> 2);
    store<u32>(slot, load<u32>(slot, EVEN) + 1, EVEN);
  }
  return to;
}

/** The bits that values are counted by: adding 0 makes -0 of them 0. */
@inline
function keysOf(x: v128): v128 {
  return f32x4.add(x, f32x4.splat(0));
}

/** The slots where the searches for keys begin. */
@inline
function firstSlots(keys: v128, tables: v128): v128 {
  const hashes = i32x4.shr_u(i32x4.mul(keys, i32x4.splat(HASH)), 17);
  return i32x4.add(tables, v128.and(hashes, i32x4.splat(<i32>LAST_SLOT)));
}

/** The slot of a key, taken if it was free; 0 where there is no room for it. */
@inline
function slotOf(key: i32, first: usize, table: usize): usize {
  return load<i32>(first) === key ? first : farSlotOf(key, first, table);
}

/** The slot of a key that is not in the slot where the search begins. */
function farSlotOf(key: i32, slot: usize, table: usize): usize {
  while (load<i32>(slot) !== key) {
    if (load<i32>(slot) === FREE) return takeSlot(key, slot, table);
    slot = table + ((slot + SLOT_BYTES - table) & LAST_SLOT);
  }
  return slot;
}

function takeSlot(key: i32, slot: usize, table: usize): usize {
  const distinct = load<i32>(table, DISTINCT);
  if (distinct === MOST_DISTINCT) return 0;
  store<i32>(table, distinct + 1, DISTINCT);
  store<i32>(slot, key);
  return slot;
}

/** Writes a table's values and counts, float64[512] each, in no particular order, and gives their number. */
export function drainAtoms(table: usize, values: usize, counts: usize): i32 {
  for (let slot = table; slot < table + DISTINCT; slot += SLOT_BYTES) {
    if (load<i32>(slot) === FREE) continue;
    store<f64>(values, <f64>load<f32>(slot));
    store<f64>(counts, <f64>load<u32>(slot, EVEN) + <f64>load<u32>(slot, ODD));
    values += 8;
    counts += 8;
  }
  return load<i32>(table, DISTINCT);
}
