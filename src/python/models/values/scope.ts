/** Names of a module, class or function, each for a value; what is not among them is looked up outside. */
export class Names<V> {
  private readonly names = new Map<string, V>();

  constructor(private readonly outside?: Names<V>) {}

  get(name: string): V | undefined {
    let value = this.names.get(name);
    for (let scope = this.outside; !value && scope; scope = scope.outside) value = scope.names.get(name);
    return value;
  }

  /** How many names it has of its own. */
  get size(): number {
    return this.names.size;
  }

  /** What is outside, or itself where nothing is. */
  get outer(): Names<V> {
    return this.outside ?? this;
  }

  own(name: string): V | undefined {
    return this.names.get(name);
  }

  set(name: string, value: V): void {
    this.names.set(name, value);
  }

  /** The names of this scope alone, as they are now. */
  snapshot(): ReadonlyMap<string, V> {
    return new Map(this.names);
  }

  restore(snapshot: ReadonlyMap<string, V>): void {
    this.names.clear();
    for (const [name, value] of snapshot) this.names.set(name, value);
  }
}
