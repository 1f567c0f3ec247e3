import { COSTS } from "./budget";
import type { Run } from "./run";
import type { Value } from "./values";

/** The names of a module, class or function; what it lacks is looked up outside. */
export class Scope {
  private readonly names = new Map<string, Value>();

  constructor(private readonly outside?: Scope) {}

  get(name: string): Value | undefined {
    let value = this.names.get(name);
    for (let scope = this.outside; !value && scope; scope = scope.outside) value = scope.names.get(name);
    return value;
  }

  /** How many names it has of its own. */
  get size(): number {
    return this.names.size;
  }

  /** What is outside, or itself where nothing is. */
  get outer(): Scope {
    return this.outside ?? this;
  }

  own(name: string): Value | undefined {
    return this.names.get(name);
  }

  set(name: string, value: Value): void {
    this.names.set(name, value);
  }

  /** The names of this scope alone, as they are now. */
  snapshot(): ReadonlyMap<string, Value> {
    return new Map(this.names);
  }

  restore(snapshot: ReadonlyMap<string, Value>): void {
    this.names.clear();
    for (const [name, value] of snapshot) this.names.set(name, value);
  }
}

/** The names of a scope alone, as they are now. */
export function snapshotOf(run: Run, scope: Scope): ReadonlyMap<string, Value> {
  run.spend(COSTS.map + (scope.size >> 3));
  return scope.snapshot();
}
