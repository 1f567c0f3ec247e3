import type { Mode } from "../../formats/index";
import type { TrainingMode } from "../kinds/kind";
import type { Doubles, Floats, Kernels, Recorder, Reference, Size } from "./kernels";
import { MASKED_SETS, MaskedRecorder } from "./masked";
import type { Plan, Step } from "./plan";
import type { Prepared } from "./prepare";
import { evalOf, slotsOf } from "./slots";

/** Values of one measurement for a batch of trials, [trials][units], in each mode; one array where they are the same. */
export type Values = Readonly<Record<Mode, Floats>>;
export type SlotRecorder = Recorder | MaskedRecorder;
/** What records one measurement: `evaluated` eval, or all modes where they are the same. */
interface Recorders {
  evaluated?: Recorder;
  train?: SlotRecorder;
  unscaledTrain?: SlotRecorder;
}

/** So many times one number. */
function filled(kernels: Kernels, length: number, value: number): Doubles {
  const doubles = kernels.doubles(length);
  doubles.view.fill(value);
  return doubles;
}

/** Records what the steps of a plan publish, batch after batch, in every slot. */
export class Recording {
  /** One a slot. */
  readonly recorders: readonly SlotRecorder[];
  private readonly plan: Plan;
  /** The same, one a measurement. */
  private readonly recordersAt: readonly Recorders[];
  private readonly means: Doubles;
  /** Eval's mean of each trial, one a measurement; a mask that passes eval on has its input's. */
  private readonly evalMeans: readonly Doubles[];

  /** @param batch The most trials that are recorded at once. */
  constructor(prepared: Prepared, batch: number) {
    const { plan, kernels } = prepared;
    this.plan = plan;
    this.recordersAt = plan.measurements.map(() => ({}));
    this.recorders = slotsOf(plan).map(({ measurement, mode }) => {
      const at = this.recordersAt[measurement]!;
      return mode === "same" || mode === "eval"
        ? (at.evaluated = kernels.recorder())
        : (at[mode] = recorderFor(prepared, plan.steps[plan.measurements[measurement]!.step]!, mode));
    });
    this.means = kernels.doubles(batch);
    this.evalMeans = evalMeansOf(prepared, batch);
  }

  /** Takes what a step publishes; eval first, since the others are compared with it. */
  add(step: number, published: readonly Values[], trials: number): void {
    const first = this.plan.outputs[step]! - published.length + 1;
    published.forEach((x, at) => {
      const { evaluated, train, unscaledTrain } = this.recordersAt[first + at]!;
      const means = this.evalMeans[first + at]!;
      const size = { trials, units: this.plan.measurements[first + at]!.units };
      if (evaluated) evaluated.add(x.eval, size, means, null);
      const reference = { values: x.eval, stride: this.plan.fixedInput ? 0 : size.units, means };
      if (train) this.addTrained(train, x.train, size, reference);
      if (unscaledTrain) this.addTrained(unscaledTrain, x.unscaledTrain, size, reference);
    });
  }

  /** Records a mode that has a dropout before it. */
  private addTrained(recorder: SlotRecorder, values: Floats, size: Size, reference: Reference): void {
    if (recorder instanceof MaskedRecorder) recorder.add(size.trials, reference.means);
    else recorder.add(values, size, this.means, reference);
  }
}

function recorderFor({ kernels, masked }: Prepared, step: Step, mode: TrainingMode): SlotRecorder {
  if (step.role !== "mask" || !step.fixed || masked?.values == null) return kernels.recorder();
  return new MaskedRecorder(kernels, masked.sums, MASKED_SETS[mode], masked.values[mode], masked.values.unscaledTrain);
}

function evalMeansOf({ plan, kernels, fixed }: Prepared, batch: number): readonly Doubles[] {
  const means: Doubles[] = [];
  plan.measurements.forEach(({ step }, measurement) => {
    const from = evalOf(plan, step);
    if (plan.fixedInput) means.push(filled(kernels, batch, fixed[measurement]!.mean));
    else means.push(from === -1 ? kernels.doubles(batch) : means[plan.outputs[from]!]!);
  });
  return means;
}
