// Sums of what there is one of a trial: its mean, and its difference from eval.

/** Offsets of the sums and of the sums of squares, of every fourth number each, after n and the shift. */
const SUMS: usize = 16;
const SUMS_OF_SQUARES: usize = 48;
/** Bytes of the state of the means; that of the differences follows. */
const NUMBERS_BYTES: usize = 80;

/**
 * Adds numbers that there is one of a trial: to the sums of m[t] and, where evalMeans is not 0, to those of the
 * differences m[t] - evalMeans[t]. means, evalMeans: float64 [trials]; state: float64[20], all 0 before a block: for the
 * means, and again for the differences, n, shift (the first number), and with x[i] the i-th number since then, for l from 0
 * to 3, the sum of x[i] - shift with i mod 4 = l, in order of i, and of (x[i] - shift)^2.
 */
export function addTrials(state: usize, means: usize, trials: i32, evalMeans: usize): void {
  if (trials <= 0) return;
  addNumbers(false, state, means, trials, 0);
  if (evalMeans) addNumbers(true, state + NUMBERS_BYTES, means, trials, evalMeans);
}

@inline
function addNumbers(differ: bool, state: usize, means: usize, trials: i32, evalMeans: usize): void {
  const before = <i32>load<f64>(state);
  if (before === 0) store<f64>(state, numberAt(differ, means, evalMeans), 8);
  const first = min(-before & 3, trials);
  addOneByOne(differ, state, before, means, first, evalMeans);
  const fours = (trials - first) & ~3;
  const offset = <usize>first << 3;
  addFours(differ, state, means + offset, fours, evalMeans + offset);
  const done = offset + (<usize>fours << 3);
  addOneByOne(differ, state, before + first, means + done, trials - first - fours, evalMeans + done);
  store<f64>(state, <f64>(before + trials));
}

@inline
function numberAt(differ: bool, means: usize, evalMeans: usize): f64 {
  return differ ? load<f64>(means) - load<f64>(evalMeans) : load<f64>(means);
}

@inline
function addOneByOne(differ: bool, state: usize, index: i32, means: usize, count: i32, evalMeans: usize): void {
  const shift = load<f64>(state, 8);
  for (const end = index + count; index < end; index++, means += 8, evalMeans += 8) {
    const d = numberAt(differ, means, evalMeans) - shift;
    const lane = state + (<usize>(index & 3) << 3);
    store<f64>(lane, load<f64>(lane, SUMS) + d, SUMS);
    store<f64>(lane, load<f64>(lane, SUMS_OF_SQUARES) + d * d, SUMS_OF_SQUARES);
  }
}

@inline
function addFours(differ: bool, state: usize, means: usize, count: i32, evalMeans: usize): void {
  const shifts = v128.load64_splat(state, 8);
  let s01 = v128.load(state, SUMS);
  let s23 = v128.load(state, SUMS + 16);
  let q01 = v128.load(state, SUMS_OF_SQUARES);
  let q23 = v128.load(state, SUMS_OF_SQUARES + 16);
  for (const end = means + (<usize>count << 3); means < end; means += 32, evalMeans += 32) {
    const d01 = f64x2.sub(pairAt(differ, means, evalMeans), shifts);
    const d23 = f64x2.sub(pairAt(differ, means + 16, evalMeans + 16), shifts);
    s01 = f64x2.add(s01, d01);
    s23 = f64x2.add(s23, d23);
    q01 = f64x2.add(q01, f64x2.mul(d01, d01));
    q23 = f64x2.add(q23, f64x2.mul(d23, d23));
  }
  v128.store(state, s01, SUMS);
  v128.store(state, s23, SUMS + 16);
  v128.store(state, q01, SUMS_OF_SQUARES);
  v128.store(state, q23, SUMS_OF_SQUARES + 16);
}

@inline
function pairAt(differ: bool, means: usize, evalMeans: usize): v128 {
  return differ ? f64x2.sub(v128.load(means), v128.load(evalMeans)) : v128.load(means);
}
