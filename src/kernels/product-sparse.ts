import { plusProduct } from "./product-dense";
import { LIST_BYTES, LIST_VALUES } from "./product-inputs";
import { TILE } from "./product-tiles";

// One trial after the other, 4 to 24 outputs: their running sums stay in registers while the trial's list passes.

/**
 * target[t][j] += sum over the list of trial t of x[k] w[k][j], for `lanes` outputs j and `trials` trials t, from 0 on
 * where it is the first block; then the bias is added, where there is one. Target has a row every `row` bytes.
 */
@inline
export function sparse(
  lanes: i32,
  lists: usize,
  counts: usize,
  trials: i32,
  w: usize,
  target: usize,
  row: usize,
  first: bool,
  bias: usize,
): void {
  for (const end = counts + (<usize>trials << 2); counts < end; counts += 4) {
    const count = load<i32>(counts);
    if (lanes > 16) sparseLanes(TILE, lists, count, w, target, first, bias);
    else if (lanes > 8) sparseLanes(16, lists, count, w, target, first, bias);
    else if (lanes > 4) sparseLanes(8, lists, count, w, target, first, bias);
    else sparseLanes(4, lists, count, w, target, first, bias);
    lists += LIST_BYTES;
    target += row;
  }
}

@inline
function sparseLanes(lanes: i32, list: usize, count: i32, w: usize, target: usize, first: bool, bias: usize): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  if (!first) {
    s0 = v128.load(target);
    if (lanes > 4) s1 = v128.load(target, 16);
    if (lanes > 8) {
      s2 = v128.load(target, 32);
      s3 = v128.load(target, 48);
    }
    if (lanes > 16) {
      s4 = v128.load(target, 64);
      s5 = v128.load(target, 80);
    }
  }
  for (const end = list + (<usize>count << 2); list < end; list += 4) {
    const x = v128.load32_splat(list);
    const weights = w + load<u32>(list, LIST_VALUES);
    s0 = plusProduct(s0, x, v128.load(weights));
    if (lanes > 4) s1 = plusProduct(s1, x, v128.load(weights, 16));
    if (lanes > 8) {
      s2 = plusProduct(s2, x, v128.load(weights, 32));
      s3 = plusProduct(s3, x, v128.load(weights, 48));
    }
    if (lanes > 16) {
      s4 = plusProduct(s4, x, v128.load(weights, 64));
      s5 = plusProduct(s5, x, v128.load(weights, 80));
    }
  }
  if (bias) {
    s0 = f32x4.add(s0, v128.load(bias));
    if (lanes > 4) s1 = f32x4.add(s1, v128.load(bias, 16));
    if (lanes > 8) {
      s2 = f32x4.add(s2, v128.load(bias, 32));
      s3 = f32x4.add(s3, v128.load(bias, 48));
    }
    if (lanes > 16) {
      s4 = f32x4.add(s4, v128.load(bias, 64));
      s5 = f32x4.add(s5, v128.load(bias, 80));
    }
  }
  v128.store(target, s0);
  if (lanes > 4) v128.store(target, s1, 16);
  if (lanes > 8) {
    v128.store(target, s2, 32);
    v128.store(target, s3, 48);
  }
  if (lanes > 16) {
    v128.store(target, s4, 64);
    v128.store(target, s5, 80);
  }
}
