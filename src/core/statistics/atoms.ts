/** The most distinct values that are kept. */
export const MOST_ATOMS = 512;
/** Slots of a new table; it grows so that at most a quarter are taken and nearly every look-up is one probe. */
const FEWEST_SLOTS = 64;

const float = new Float32Array(1);
const integer = new Int32Array(float.buffer);

/** The float32 bits that a value is counted by: -0 is 0. */
const keyOf = (bits: number): number => (bits === -2147483648 ? 0 : bits);

/** The slot at which the search for a key begins, in a table of 2^(32 - shift) slots. */
const slotOf = (key: number, shift: number): number => Math.imul(key, 0x9e3779b1) >>> shift;

/** Counts of distinct finite float32 values, while there are at most 512 of them; -0 is 0. */
export class Atoms {
  /** float32 bits of each value. */
  private keys = new Int32Array(FEWEST_SLOTS);
  /** 0 where a slot is free. */
  private counts = new Float64Array(FEWEST_SLOTS);
  private shift = 26;
  private distinct = 0;

  /** How many distinct values there are. */
  get size(): number {
    return this.distinct;
  }

  /** Counts a value; false where there is no room for one more. */
  add(value: number, count: number): boolean {
    float[0] = value;
    return this.addKey(keyOf(integer[0]!), count);
  }

  /** Values and their counts, ascending. */
  sorted(): { values: number[]; counts: number[] } {
    const pairs: [number, number][] = [];
    this.counts.forEach((count, slot) => {
      if (count === 0) return;
      integer[0] = this.keys[slot]!;
      pairs.push([float[0]!, count]);
    });
    pairs.sort(([a], [b]) => a - b);
    return { values: pairs.map(([value]) => value), counts: pairs.map(([, count]) => count) };
  }

  private addKey(key: number, count: number): boolean {
    const slot = this.find(key);
    if (this.counts[slot] === 0) {
      if (this.distinct === MOST_ATOMS) return false;
      this.distinct += 1;
    }
    this.keys[slot] = key;
    this.counts[slot]! += count;
    if (4 * this.distinct > this.keys.length) this.grow();
    return true;
  }

  /** The slot of a key, or the free one where it belongs. */
  private find(key: number): number {
    const last = this.keys.length - 1;
    let slot = slotOf(key, this.shift);
    while (this.counts[slot] !== 0 && this.keys[slot] !== key) slot = (slot + 1) & last;
    return slot;
  }

  private grow(): void {
    const { keys, counts } = this;
    this.keys = new Int32Array(2 * keys.length);
    this.counts = new Float64Array(2 * keys.length);
    this.shift -= 1;
    counts.forEach((count, old) => {
      if (count === 0) return;
      const slot = this.find(keys[old]!);
      this.keys[slot] = keys[old]!;
      this.counts[slot] = count;
    });
  }
}
