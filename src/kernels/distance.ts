// How far values lie from others, element by element.

/** Which of four lanes hold the last 0, 1, 2 or 3 values. */
const REST = memory.data<i32>([0, 0, 0, 0, -1, 0, 0, 0, -1, -1, 0, 0, -1, -1, -1, 0], 16);

/**
 * Adds squared distances to a sum: for each trial, with q[l] = the sum of (x - y)^2 over its units i with i mod 4 = l, in
 * order of i, sum += (q[0] + q[2]) + (q[1] + q[3]); in float64. x: float32 [trials][units]; y too where `stride` is
 * `units`, and one row for every trial where it is 0; up to 12 bytes behind both are read.
 */
export function addSquares(sum: f64, x: usize, y: usize, stride: u32, trials: u32, units: u32): f64 {
  const step = <usize>stride << 2;
  if (units === 1) {
    for (let t: u32 = 0; t < trials; t++, x += 4, y += step) {
      const d = <f64>load<f32>(x) - <f64>load<f32>(y);
      sum += d * d;
    }
    return sum;
  }
  const row = <usize>units << 2;
  const whole = <usize>(units & ~3) << 2;
  const lanes = v128.load(REST + ((units & 3) << 4));
  for (let t: u32 = 0; t < trials; t++, x += row, y += step) {
    let q01 = f64x2.splat(0);
    let q23 = f64x2.splat(0);
    for (let at: usize = 0; at < row; at += 16) {
      let a = v128.load(x + at);
      let b = v128.load(y + at);
      if (at === whole) {
        a = v128.and(a, lanes);
        b = v128.and(b, lanes);
      }
      const d01 = f64x2.sub(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b));
      const upperA = v128.shuffle<i64>(a, a, 1, 1);
      const upperB = v128.shuffle<i64>(b, b, 1, 1);
      const d23 = f64x2.sub(f64x2.promote_low_f32x4(upperA), f64x2.promote_low_f32x4(upperB));
      q01 = f64x2.add(q01, f64x2.mul(d01, d01));
      q23 = f64x2.add(q23, f64x2.mul(d23, d23));
    }
    const two = f64x2.add(q01, q23);
    sum += f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1);
  }
  return sum;
}
