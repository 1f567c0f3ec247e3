import type { SyntaxNode } from "@lezer/common";
import type { Reason, SourceLayer, SourceStretch } from "../../../formats/index";
import type { Facts, Module, Tensor } from "./values";

/** More steps than any model that is written has: an end for what would repeat without one. */
const MOST_STEPS = 5_000;

/** The first input of a forward pass. */
export const INPUT: Tensor = { type: "tensor", step: -1 };
/** Any further input. */
export const OTHER_INPUT: Tensor = { type: "tensor", step: -2 };

/** One forward pass as it is followed: its steps in order, and why it isn't a chain, if it isn't one. */
export class Trace {
  readonly steps: SourceLayer[] = [];
  /** The first reason. */
  reason: Reason | undefined;
  /** Where chains end that the steps are. */
  private readonly cuts: number[] = [];
  /** Inside `if self.training:`, or where evaluation has returned. */
  trainingOnly = false;
  readonly called = new Set<Module>();

  constructor(
    readonly names: ReadonlyMap<Module, string>,
    private readonly lineOf: (node: SyntaxNode) => number,
  ) {}

  /** The step that gave the newest value. */
  get latest(): number {
    return this.steps.length - 1;
  }

  /**
   * Adds a step.
   *
   * @param inputs What it takes: the newest value alone, in a chain.
   * @param call Where it is called.
   */
  step(name: string, facts: Facts, inputs: readonly Tensor[], call: SyntaxNode): Tensor {
    const [first, ...more] = inputs;
    if (more.some(({ step }) => step !== first?.step)) this.break(call, { code: "several_values", name });
    else if (!first || first.step === -2) this.break(call, { code: "other_input", name });
    else if (first.step !== this.latest) this.break(call, { code: "earlier_value", name });
    if (this.steps.length >= MOST_STEPS) this.break(call, { code: "steps_cut", most: MOST_STEPS });
    else this.steps.push({ name, ...facts, ...this.callOf(facts, call) });
    return { type: "tensor", step: this.latest };
  }

  /** What `work` gives, without the steps that it adds: a condition says something of a value and makes none. */
  aside<T>(work: () => T): T {
    const { reason } = this;
    const [steps, cuts] = [this.steps.length, this.cuts.length];
    try {
      return work();
    } finally {
      this.steps.length = steps;
      this.cuts.length = cuts;
      this.reason = reason;
    }
  }

  /** What `work` gives, whose steps run in training only. */
  inTraining<T>(work: () => T): T {
    return this.keepingMode(() => {
      this.trainingOnly = true;
      return work();
    });
  }

  /** What `work` gives; after it evaluation runs what it ran before. */
  keepingMode<T>(work: () => T): T {
    const before = this.trainingOnly;
    try {
      return work();
    } finally {
      this.trainingOnly = before;
    }
  }

  private callOf({ from, to }: Facts, call: SyntaxNode): { call?: { from: number; to: number } } {
    return call.from === from && call.to === to ? {} : { call: { from: call.from, to: call.to } };
  }

  /**
   * It isn't a chain: what runs before the next step need not be what gives it its values.
   *
   * @param from The first step of which the same is true, if that is an earlier one.
   */
  break(node: SyntaxNode, why: Reason, from = this.steps.length): void {
    this.reason ??= { ...why, line: this.lineOf(node) };
    this.cuts.push(from, this.steps.length);
  }

  /** The runs of steps that are chains, [from, to). */
  get stretches(): SourceStretch[] {
    const ends = [...this.cuts, 0, this.steps.length].sort((a, b) => a - b);
    const stretches = ends.slice(1).map((to, index): SourceStretch => ({ from: ends[index]!, to }));
    const [first, ...rest] = stretches.filter(({ from, to }) => from < to);
    if (!first) return [];
    return this.cuts.includes(0) ? [first, ...rest] : [{ ...first, input: true }, ...rest];
  }
}
