// What a library does not do for activations in JavaScript: moments and a histogram in one loop over its data.

const BINS = 128;

/** Moments and a histogram of one layer in one mode, batch after batch; the range is decided as in torch_contender.py. */
export class Record {
  count = 0;
  sum = 0;
  squares = 0;
  counts = null;

  add(x) {
    if (this.counts === null) this.begin(x);
    const { low, perUnit, counts } = this;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < x.length; i++) {
      const value = x[i];
      sum += value;
      squares += value * value;
      // Below the range the index is negative, and above it too great.
      const at = (value - low) * perUnit;
      counts[at < 0 ? 0 : at >= BINS ? BINS - 1 : at | 0]++;
    }
    this.count += x.length;
    this.sum += sum;
    this.squares += squares;
  }

  begin(x) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < x.length; i++) {
      if (x[i] < low) low = x[i];
      if (x[i] > high) high = x[i];
    }
    const room = 0.5 * (high - low);
    this.low = low - room;
    this.width = (high - low + 2 * room) / BINS;
    this.perUnit = 1 / this.width;
    this.counts = new Uint32Array(BINS);
  }

  summary() {
    const mean = this.sum / this.count;
    return {
      count: this.count,
      mean,
      variance: this.squares / this.count - mean * mean,
      histogram: { low: this.low, width: this.width, counts: [...this.counts] },
    };
  }
}

/** Moments and a histogram of numbers in [-1, 1), in plain JavaScript. */
export function triangularSummary(x, bins) {
  const counts = new Uint32Array(bins);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < x.length; i++) {
    const value = x[i];
    sum += value;
    squares += value * value;
    counts[((value + 1) * (bins / 2)) | 0]++;
  }
  const mean = sum / x.length;
  const histogram = { low: -1, width: 2 / bins, counts: [...counts] };
  return { count: x.length, mean, variance: squares / x.length - mean * mean, histogram };
}

/** Summaries by name. */
export const summariesOf = (records) => Object.fromEntries([...records].map(([name, each]) => [name, each.summary()]));
