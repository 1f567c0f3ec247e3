// How far values lie from others, element by element.

/** Which of four lanes hold the last 0, 1, 2 or 3 values. */
const REST = memory.data<i32>([0, 0, 0, 0, -1, 0, 0, 0, -1, -1, 0, 0, -1, -1, -1, 0], 16);

/**
 * Adds squared distances to a sum: for each trial, with d = fround(x - y) and q[l] = the sum of d^2 in float64 over its
 * units i with i mod 4 = l, in order of i, sum += (q[0] + q[2]) + (q[1] + q[3]). x: float32 [trials][units]; y too where
 * `stride` is `units`, and one row for every trial where it is 0; up to 12 bytes after both are read. Of one unit all
 * trials are summed as one trial of so many units.
 */
export function addSquares(sum: f64, x: usize, y: usize, stride: u32, trials: u32, units: u32): f64 {
  const step = <usize>stride << 2;
  if (units === 1) return addColumn(sum, x, y, step, trials);
  const rest = units & 3;
  const whole = <usize>(units - rest) << 2;
  const lanes = v128.load(REST + (rest << 4));
  const row = <usize>units << 2;
  for (let t: u32 = 0; t < trials; t++, x += row, y += step) {
    let q01 = f64x2.splat(0);
    let q23 = f64x2.splat(0);
    for (let at: usize = 0; at < whole; at += 16) {
      const d = f32x4.sub(v128.load(x + at), v128.load(y + at));
      const d01 = f64x2.promote_low_f32x4(d);
      const d23 = f64x2.promote_low_f32x4(v128.shuffle<i64>(d, d, 1, 1));
      q01 = f64x2.add(q01, f64x2.mul(d01, d01));
      q23 = f64x2.add(q23, f64x2.mul(d23, d23));
    }
    if (rest !== 0) {
      const d = v128.and(f32x4.sub(v128.load(x + whole), v128.load(y + whole)), lanes);
      const d01 = f64x2.promote_low_f32x4(d);
      const d23 = f64x2.promote_low_f32x4(v128.shuffle<i64>(d, d, 1, 1));
      q01 = f64x2.add(q01, f64x2.mul(d01, d01));
      q23 = f64x2.add(q23, f64x2.mul(d23, d23));
    }
    const two = f64x2.add(q01, q23);
    sum += f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1);
  }
  return sum;
}

/** One value a trial: the trials of the batch take the place of units. */
function addColumn(sum: f64, x: usize, y: usize, step: usize, trials: u32): f64 {
  const one = v128.load32_splat(y);
  let q01 = f64x2.splat(0);
  let q23 = f64x2.splat(0);
  const end = x + (<usize>trials << 2);
  for (; x < end; x += 16, y += 16) {
    let d = f32x4.sub(v128.load(x), step === 0 ? one : v128.load(y));
    if (x + 16 > end) d = v128.and(d, v128.load(REST + ((trials & 3) << 4)));
    const d01 = f64x2.promote_low_f32x4(d);
    const d23 = f64x2.promote_low_f32x4(v128.shuffle<i64>(d, d, 1, 1));
    q01 = f64x2.add(q01, f64x2.mul(d01, d01));
    q23 = f64x2.add(q23, f64x2.mul(d23, d23));
  }
  const two = f64x2.add(q01, q23);
  return sum + (f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1));
}
