import type { Reason, SourceModel, SourceSpan } from "../../../formats/index";
import { COSTS, TOO_LONG, type Budget, type Ending } from "../values/budget";
import { layerOf } from "./layer";
import { orderOf } from "./order";
import { namesOf, type PrintedModule } from "./tree";

/** More modules than a model has; a text of a few letters could say that there are more. */
const MOST_MODULES = 20_000;
const DEEPEST = 100;
/** Modules that run what is in them one after the other. */
const CHAINS: ReadonlySet<string> = new Set([
  "Sequential",
  "OptimizedModule",
  "DataParallel",
  "DistributedDataParallel",
]);
/** Modules that are listed as one layer, whatever is printed in them. */
const WHOLE = /^(?:MultiheadAttention$|Parametrized)/;

/** Lists the layers of one printed model in order, and which runs of them are chains. */
class Listing {
  readonly layers: SourceModel["layers"] = [];
  readonly stretches: { from: number; to: number }[] = [];
  /** The first module in which the order is not that of the forward. */
  unordered: PrintedModule | undefined;

  /** Why modules are missing in the list. */
  ending: Ending | undefined;

  private modules = 0;

  constructor(private readonly budget: Budget) {}

  /** Lists what is in `module`; returns whether that is one chain. */
  read(module: PrintedModule, path: string, depth = 0): boolean {
    this.budget.spend(COSTS.module + (path.length >> 5));
    if (depth > DEEPEST) this.ending ??= "too_deep";
    if (this.modules++ > MOST_MODULES || depth > DEEPEST) return false;
    if (module.children.length === 0 || WHOLE.test(module.type)) {
      // One line may stand for many modules, each of which says all of its arguments.
      for (const { text } of module.arguments) this.budget.spend(COSTS.entry + (text.length >> 4));
      this.layers.push(layerOf(module, path));
      return true;
    }
    return CHAINS.has(module.type) ? this.chain(module, path, depth) : this.parts(module, path, depth);
  }

  private *children(module: PrintedModule, path: string): Generator<[child: PrintedModule, path: string]> {
    for (const child of module.children) {
      for (const name of namesOf(child)) {
        if (this.modules > MOST_MODULES) {
          this.ending ??= "too_much_to_follow";
          return;
        }
        yield [child, path === "" ? name : `${path}.${name}`];
      }
    }
  }

  /** What one module after the other gives is a chain as far as each of them is one. */
  private chain(module: PrintedModule, path: string, depth: number): boolean {
    let start = this.layers.length;
    let whole = true;
    for (const [child, name] of this.children(module, path)) {
      const before = this.layers.length;
      if (this.read(child, name, depth + 1)) continue;
      this.stretch(start, before);
      start = this.layers.length;
      whole = false;
    }
    if (!whole) this.stretch(start, this.layers.length);
    return whole;
  }

  /** In what order a class of its own runs its modules is not printed: each of them stands for itself. */
  private parts(module: PrintedModule, path: string, depth: number): false {
    const order = orderOf(module);
    if (!order) this.unordered ??= module;
    for (const { children, chain } of order ?? [{ children: module.children, chain: false }]) {
      const start = this.layers.length;
      for (const [child, name] of this.children({ ...module, children }, path)) {
        const before = this.layers.length;
        const whole = this.read(child, name, depth + 1);
        if (!chain && whole) this.stretch(before, this.layers.length);
      }
      if (chain) this.stretch(start, this.layers.length);
    }
    return false;
  }

  private stretch(from: number, to: number): void {
    if (to - from > 1) this.stretches.push({ from, to });
  }
}

const spanOf = ({ from, to }: SourceSpan): SourceSpan => ({ from, to });

const forwardOf = ({ type }: PrintedModule): Reason => ({ code: "forward_not_printed", name: type });

/** The name of lines of a printed model without its first one. */
export const PRINTED_LAYERS = "printed layers";

/** One printed model, and why it is not listed to its end. */
export interface PrintedModel {
  readonly model: SourceModel;
  readonly ending: Ending | undefined;
}

/** The share of the budget that one model may take. */
const SHARE = 0.5;

/**
 * What one printed model says: its layers with the names of `named_modules`.
 *
 * @param cut why its lines were not read to their end, if they were not.
 */
export function modelOf(root: PrintedModule, budget: Budget, cut: Ending | undefined): PrintedModel {
  const listing = new Listing(budget);
  // Lines of a model without its first are read one after the other, as they stand there.
  const part = root.type === "";
  const whole = budget.within(() => listing.read(part ? { ...root, type: "Sequential" } : root, ""), SHARE);
  const ending = budget.ending ?? listing.ending ?? cut;
  const chain = whole === true && ending === undefined;
  const { unordered } = listing;
  const reason = unordered ? forwardOf(unordered) : ending && TOO_LONG;
  const stretches = listing.stretches.sort((a, b) => a.from - b.from);
  const model: SourceModel = {
    name: part ? PRINTED_LAYERS : root.type,
    framework: "pytorch",
    form: "printed",
    ...spanOf(root),
    layers: listing.layers,
    chain,
    ...(!chain && { stretches, reason: reason ?? { code: "printed_apart" } }),
  };
  return { model, ending };
}
