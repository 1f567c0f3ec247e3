// Four trials without any zero and eight outputs: eight running sums, of which every weight and input serves several.

@inline
export function plusProduct(sum: v128, x: v128, weight: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, weight));
}

/**
 * target[t][j] += sum over `count` inputs of x[k][t] w[k][j] for four trials t and eight outputs j, from 0 on where it
 * is the first block; then the bias is added, where there is one. x is [count][4], w has a row every `step` bytes,
 * target every `row` bytes.
 */
@inline
export function denseEight(
  x: usize,
  count: i32,
  w: usize,
  step: usize,
  target: usize,
  row: usize,
  first: bool,
  bias: usize,
): void {
  const target1 = target + row;
  const target2 = target1 + row;
  const target3 = target2 + row;
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  if (!first) {
    a0 = v128.load(target);
    a1 = v128.load(target, 16);
    b0 = v128.load(target1);
    b1 = v128.load(target1, 16);
    c0 = v128.load(target2);
    c1 = v128.load(target2, 16);
    d0 = v128.load(target3);
    d1 = v128.load(target3, 16);
  }
  for (const end = x + (<usize>count << 4); x < end; x += 16, w += step) {
    const w0 = v128.load(w);
    const w1 = v128.load(w, 16);
    const a = v128.load32_splat(x);
    a0 = plusProduct(a0, a, w0);
    a1 = plusProduct(a1, a, w1);
    const b = v128.load32_splat(x, 4);
    b0 = plusProduct(b0, b, w0);
    b1 = plusProduct(b1, b, w1);
    const c = v128.load32_splat(x, 8);
    c0 = plusProduct(c0, c, w0);
    c1 = plusProduct(c1, c, w1);
    const d = v128.load32_splat(x, 12);
    d0 = plusProduct(d0, d, w0);
    d1 = plusProduct(d1, d, w1);
  }
  if (bias) {
    const bias0 = v128.load(bias);
    const bias1 = v128.load(bias, 16);
    a0 = f32x4.add(a0, bias0);
    a1 = f32x4.add(a1, bias1);
    b0 = f32x4.add(b0, bias0);
    b1 = f32x4.add(b1, bias1);
    c0 = f32x4.add(c0, bias0);
    c1 = f32x4.add(c1, bias1);
    d0 = f32x4.add(d0, bias0);
    d1 = f32x4.add(d1, bias1);
  }
  v128.store(target, a0);
  v128.store(target, a1, 16);
  v128.store(target1, b0);
  v128.store(target1, b1, 16);
  v128.store(target2, c0);
  v128.store(target2, c1, 16);
  v128.store(target3, d0);
  v128.store(target3, d1, 16);
}

/** The same for four outputs. */
export function denseFour(
  x: usize,
  count: i32,
  w: usize,
  step: usize,
  target: usize,
  row: usize,
  first: bool,
  bias: usize,
): void {
  const target1 = target + row;
  const target2 = target1 + row;
  const target3 = target2 + row;
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  if (!first) {
    a = v128.load(target);
    b = v128.load(target1);
    c = v128.load(target2);
    d = v128.load(target3);
  }
  for (const end = x + (<usize>count << 4); x < end; x += 16, w += step) {
    const weights = v128.load(w);
    a = plusProduct(a, v128.load32_splat(x), weights);
    b = plusProduct(b, v128.load32_splat(x, 4), weights);
    c = plusProduct(c, v128.load32_splat(x, 8), weights);
    d = plusProduct(d, v128.load32_splat(x, 12), weights);
  }
  if (bias) {
    const biases = v128.load(bias);
    a = f32x4.add(a, biases);
    b = f32x4.add(b, biases);
    c = f32x4.add(c, biases);
    d = f32x4.add(d, biases);
  }
  v128.store(target, a);
  v128.store(target1, b);
  v128.store(target2, c);
  v128.store(target3, d);
}
