import { joined } from "./lanes";

// Sums over fixed inputs of which a mask keeps some, in float64. Inputs are taken in groups of eight, so that a byte
// of mask bits says which of a group are kept, and a table of 256 sums what they add up to.

const GROUP_BYTES: usize = 8 * 8;
const TABLE_BYTES: usize = 256 * 8;
/** Groups whose tables stay in the first-level cache while all trials pass. */
const BLOCK: i32 = 14;
/** The tables of one block. */
const TABLES = memory.data(14 * 256 * 8, 16);

/**
 * Bit i of bits[t][g] says whether trial t keeps input 8g + i; bits after the last input are 0. keep: bytes
 * [trials][units], 0xFF or 0, up to 15 bytes after them are read; bits: bytes [trials][stride], stride a multiple of
 * 16, at least units / 8.
 */
export function packMask(keep: usize, trials: i32, units: i32, bits: usize, stride: i32): void {
  const whole = <usize>units >> 4;
  const rest = units & 15;
  for (let t = 0; t < trials; t++, bits += stride) {
    for (let i: usize = 0; i < <usize>stride; i += 16) v128.store(bits + i, i32x4.splat(0));
    let at = bits;
    for (const end = bits + 2 * whole; at < end; at += 2, keep += 16) store<u16>(at, i8x16.bitmask(v128.load(keep)));
    if (rest) store<u16>(at, i8x16.bitmask(v128.load(keep)) & ((1 << rest) - 1));
    keep += rest;
  }
}

/**
 * table[g][byte] = the sum, from 0 in ascending order, of the products of group g whose bits the byte has. products:
 * float64 [groups][8]; table: float64 [groups][256].
 */
export function fillTable(products: usize, groups: i32, table: usize): void {
  for (let g = 0; g < groups; g++, products += GROUP_BYTES, table += TABLE_BYTES) fillGroup(products, table);
}

/** The sum of a byte is that of its lower bits, and then its highest. */
function fillGroup(products: usize, table: usize): void {
  store<f64>(table, 0);
  store<f64>(table, 0 + load<f64>(products), 8);
  for (let half: usize = 16; half < TABLE_BYTES; half <<= 1) {
    products += 8;
    const product = v128.load64_splat(products);
    const upper = table + half;
    for (let i: usize = 0; i < half; i += 16) v128.store(upper + i, f64x2.add(v128.load(table + i), product));
  }
}

/**
 * out[t] = the sum over g, from 0 in ascending order, of table[g][bits[t][g]]. bits: bytes [trials][stride], stride
 * at least groups; table: float64 [groups][256]; out: float64 [trials].
 */
export function tableSums(bits: usize, trials: i32, stride: i32, groups: i32, table: usize, out: usize): void {
  memory.fill(out, 0, <usize>trials << 3);
  for (let g = 0; g < groups; g += BLOCK) {
    addBlock(bits + g, trials, stride, min(BLOCK, groups - g), table + <usize>g * TABLE_BYTES, out);
  }
}

/**
 * The sums of tableSums from the products themselves, float64 [groups][8], with no table to be kept: for a fan-in
 * whose tables would leave the cache, and fewer trials than would pay for keeping them.
 */
export function directSums(bits: usize, trials: i32, stride: i32, groups: i32, products: usize, out: usize): void {
  memory.fill(out, 0, <usize>trials << 3);
  for (let g = 0; g < groups; g += BLOCK) {
    const size = min(BLOCK, groups - g);
    fillTable(products + <usize>g * GROUP_BYTES, size, TABLES);
    addBlock(bits + g, trials, stride, size, TABLES, out);
  }
}

/** Adds the sums of some groups, four trials at a time, which do not wait for one another. */
function addBlock(bits: usize, trials: i32, stride: usize, groups: i32, table: usize, out: usize): void {
  const end = out + (<usize>trials << 3);
  for (; out + 32 <= end; out += 32, bits += 4 * stride) {
    let sum0 = load<f64>(out);
    let sum1 = load<f64>(out, 8);
    let sum2 = load<f64>(out, 16);
    let sum3 = load<f64>(out, 24);
    let at = bits;
    let sums = table;
    for (const last = bits + groups; at < last; at++, sums += TABLE_BYTES) {
      sum0 += sumAt(sums, at);
      sum1 += sumAt(sums, at + stride);
      sum2 += sumAt(sums, at + 2 * stride);
      sum3 += sumAt(sums, at + 3 * stride);
    }
    store<f64>(out, sum0);
    store<f64>(out, sum1, 8);
    store<f64>(out, sum2, 16);
    store<f64>(out, sum3, 24);
  }
  for (; out < end; out += 8, bits += stride) {
    let sum = load<f64>(out);
    for (let g = 0; g < groups; g++) sum += sumAt(table + <usize>g * TABLE_BYTES, bits + g);
    store<f64>(out, sum);
  }
}

@inline
function sumAt(sums: usize, byte: usize): f64 {
  return load<f64>(sums + (<usize>load<u8>(byte) << 3));
}

/**
 * out[t] = counts[t] value: the sums of products that are all equal, where every multiple of them is exact. counts: u32
 * [trials], up to 4 bytes after them are read; out: float64 [trials]. A sum of nothing is 0, not -0.
 */
export function countSums(counts: usize, trials: i32, value: f64, out: usize): void {
  const values = f64x2.splat(value);
  const zero = f64x2.splat(0);
  const whole = out + (<usize>(trials & ~1) << 3);
  for (; out < whole; out += 16, counts += 8) v128.store(out, multiples(counts, values, zero));
  if (trials & 1) v128.store64_lane(out, multiples(counts, values, zero), 0);
}

@inline
function multiples(counts: usize, values: v128, zero: v128): v128 {
  return f64x2.add(f64x2.mul(f64x2.convert_low_i32x4_u(v128.load64_zero(counts)), values), zero);
}

/** Writes sums, float64 [trials], rounded to float32 every `step` bytes from `target` on. */
export function roundSums(sums: usize, trials: i32, target: usize, step: usize): void {
  const end = sums + (<usize>trials << 3);
  if (step === 4) {
    for (; sums + 32 <= end; sums += 32, target += 16) {
      v128.store(target, joined(v128.load(sums), v128.load(sums, 16)));
    }
  }
  for (; sums < end; sums += 8, target += step) store<f32>(target, <f32>load<f64>(sums));
}

/** values[t] /= divisor, float64 [count], a multiple of 2 of them or room for one more. */
export function divide(values: usize, count: i32, divisor: f64): void {
  const divisors = f64x2.splat(divisor);
  for (const end = values + (<usize>count << 3); values < end; values += 16) {
    v128.store(values, f64x2.div(v128.load(values), divisors));
  }
}
