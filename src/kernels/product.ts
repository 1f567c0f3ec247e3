import { denseEight, denseFour } from "./product-dense";
import { BLOCK, interleave, LIST_BYTES, listNonzero } from "./product-inputs";
import { sparse } from "./product-sparse";
import { lanesFor, TILE } from "./product-tiles";

// Four trials go densely where a block of their inputs has no zero, everything else by lists of what is not zero.
// Measured on a Zen 4 at 3.65 GHz in Node 20, 64 trials, 1024 inputs, 1024 units, in 10^9 multiplications a second: dense
// 21.5; lists 19 where nearly all inputs are not zero, 15.5 where half are, 14 at a quarter, 10.6 at a tenth. So a list
// is faster up to three nonzero inputs of four, and at most 15 % slower above; for the dense way a weight that is
// infinite would have to be looked for there.

/** Trials that pass over a tile's weights while these are in the cache. */
const GROUP: i32 = 64;
/** Of the first of four trials that have no zero in a block. */
const DENSE: i32 = -1;

const COUNTS: usize = GROUP * LIST_BYTES;
const EDGE: usize = COUNTS + GROUP * 4;

/** Bytes of scratch for `multiply`. */
export function scratchBytes(fanIn: i32): u32 {
  return <u32>EDGE + GROUP * TILE * 4;
}

/**
 * target[t][j] = s[t][j], or fround(s[t][j] + bias[j]) where bias is not 0; s[t][j] = sum over k of w[j][k] x[t][k] in
 * float32, in the order of k from +0 on, over the inputs that are not exactly zero. x is [trials][fanIn], target
 * [trials][units], tiles as `packRows` lays them out.
 */
export function multiply(
  x: usize,
  trials: i32,
  fanIn: i32,
  units: i32,
  tiles: usize,
  scratch: usize,
  bias: usize,
  target: usize,
): void {
  const block = blockOf(fanIn);
  const step = lanesFor(units) << 2;
  for (let t: i32 = 0; t < trials; t += GROUP) {
    const group = min(GROUP, trials - t);
    let k: i32 = 0;
    for (; k + block < fanIn; k += block) {
      takeInputs(x + (<usize>k << 2), group, fanIn, block, step, scratch);
      multiplyBlock(group, k, block, fanIn, units, tiles, scratch, 0, target);
    }
    takeInputs(x + (<usize>k << 2), group, fanIn, fanIn - k, step, scratch);
    multiplyBlock(group, k, fanIn - k, fanIn, units, tiles, scratch, bias, target);
    copyEdge(group, units, scratch, target);
    x += <usize>(group * fanIn) << 2;
    target += <usize>(group * units) << 2;
  }
}

/** Inputs of a block: as few blocks as possible, all of about one length. */
@inline
function blockOf(fanIn: i32): i32 {
  const blocks = (fanIn + BLOCK - 1) / BLOCK;
  return ((fanIn + blocks - 1) / blocks + 3) & ~3;
}

/** Prepares one block of inputs of a group. */
function takeInputs(x: usize, group: i32, fanIn: i32, count: i32, step: i32, scratch: usize): void {
  const row = <usize>fanIn << 2;
  for (let t: i32 = 0; t < group; t += 4) {
    const lists = scratch + t * LIST_BYTES;
    const counts = scratch + COUNTS + (t << 2);
    if (group - t >= 4 && interleave(x, row, count, lists)) store<i32>(counts, DENSE);
    else {
      const rows = min(4, group - t);
      for (let i: i32 = 0; i < rows; i++) {
        const values = x + <usize>i * row;
        store<i32>(counts + (i << 2), listNonzero(values, count, step, lists + i * LIST_BYTES));
      }
    }
    x += row << 2;
  }
}

/**
 * Adds one block's products to all sums of a group; those of a tile that is not full are kept at the edge. All loops of
 * a block are in this one function, since V8 unrolls a loop the more, the deeper it is nested; and not in `multiply`,
 * whose first call would run to its end in baseline code.
 */
function multiplyBlock(
  group: i32,
  k: i32,
  count: i32,
  fanIn: i32,
  units: i32,
  tiles: usize,
  scratch: usize,
  bias: usize,
  target: usize,
): void {
  const width = lanesFor(units);
  for (let unit: i32 = 0; unit < units; unit += width) {
    const lanes = lanesFor(units - unit);
    const inside = units - unit >= lanes;
    const w = tiles + ((<usize>unit * fanIn + k * width) << 2);
    const to = inside ? target + (unit << 2) : scratch + EDGE;
    const row = (inside ? units : lanes) << 2;
    multiplyTile(group, k === 0, count, lanes, w, width << 2, scratch, bias ? bias + (unit << 2) : 0, to, row);
  }
}

@inline
function multiplyTile(
  group: i32,
  first: bool,
  count: i32,
  lanes: i32,
  w: usize,
  step: usize,
  scratch: usize,
  bias: usize,
  target: usize,
  row: usize,
): void {
  for (let t: i32 = 0; t < group; t += 4, target += row << 2) {
    const lists = scratch + t * LIST_BYTES;
    const counts = scratch + COUNTS + (t << 2);
    if (load<i32>(counts) !== DENSE) {
      sparse(lanes, lists, counts, min(4, group - t), w, target, row, first, bias);
    } else if (lanes === 4) {
      denseFour(lists, count, w, step, target, row, first, bias);
    } else {
      for (let j = 0; j < lanes << 2; j += 32) {
        denseEight(lists, count, w + j, step, target + j, row, first, bias ? bias + j : 0);
      }
    }
  }
}

/** Copies the sums of the last tile, where that is not full, to their place. */
function copyEdge(group: i32, units: i32, scratch: usize, target: usize): void {
  const rest = units % lanesFor(units);
  const lanes = lanesFor(rest);
  if (rest === lanes) return;
  let from = scratch + EDGE;
  target += (units - rest) << 2;
  for (let t: i32 = 0; t < group; t++, from += lanes << 2, target += units << 2) {
    for (let j = 0; j < rest << 2; j += 4) store<f32>(target + j, load<f32>(from + j));
  }
}
