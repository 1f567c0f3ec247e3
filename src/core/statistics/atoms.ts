/** The most distinct values that are kept. */
export const MOST_ATOMS = 512;
/** Slots of the table: a load of at most a quarter keeps look-ups at one probe. */
const SLOTS = 2048;

const float = new Float32Array(1);
const integer = new Int32Array(float.buffer);

/** Counts of distinct float32 values, while there are at most 512 of them. */
export class Atoms {
  private readonly keys = new Int32Array(SLOTS);
  private readonly counts = new Float64Array(SLOTS);
  private size = 0;

  /** Counts a value (its float32 bits; -0 is the caller's to turn into 0). False: there is no room for one more. */
  add(key: number, count: number): boolean {
    let slot = Math.imul(key, 0x9e3779b1) >>> 21;
    while (this.counts[slot] !== 0 && this.keys[slot] !== key) slot = (slot + 1) & (SLOTS - 1);
    if (this.counts[slot] === 0) {
      if (this.size === MOST_ATOMS) return false;
      this.size += 1;
      this.keys[slot] = key;
    }
    this.counts[slot]! += count;
    return true;
  }

  addValue(value: number, count: number): boolean {
    float[0] = value === 0 ? 0 : value;
    return this.add(integer[0]!, count);
  }

  /** Values and their counts, ascending. */
  sorted(): { values: number[]; counts: number[] } {
    const pairs: [number, number][] = [];
    for (let slot = 0; slot < SLOTS; slot++) {
      if (this.counts[slot] === 0) continue;
      integer[0] = this.keys[slot]!;
      pairs.push([float[0]!, this.counts[slot]!]);
    }
    pairs.sort(([a], [b]) => a - b);
    return { values: pairs.map(([value]) => value), counts: pairs.map(([, count]) => count) };
  }
}
