/** Random choices that a seed repeats. */
export class Random {
  #state: number;

  /** @param parts Whatever names the sequence: a seed, a target's name, the number of the input. */
  constructor(...parts: readonly (string | number)[]) {
    this.#state = hashed(parts.join("\u0000"));
  }

  /** A number in [0, 1): mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number in [0, end). */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** A whole number from 1 to `high`, each order of magnitude alike: mostly small, sometimes large. */
  magnitude(high: number): number {
    return Math.floor(Math.exp(this.next() * Math.log(high + 1)));
  }

  chance(p: number): boolean {
    return this.next() < p;
  }

  /** One item of a list that has some. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  /** `count` results of `make`. */
  many<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }
}

/** FNV-1a. */
function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
