import { html, nothing, type TemplateResult } from "lit";
import { DISTRIBUTION_KINDS, INITIALIZER_KINDS, type Distribution, type Initializer } from "../../formats/index";
import type { Application } from "../application";
import { newDistribution, type Keys } from "../edit";
import { DISTRIBUTION_NAMES } from "../names";
import { issuesView, listField, numberField } from "./field";
import { select } from "./select";

/** A distribution to edit. */
export interface DistributionProps {
  readonly keys: Keys;
  /** What stands before the menu. */
  readonly label: unknown;
  /** The whole name, for people who hear it. */
  readonly name: string;
  /** Absent: PyTorch's own initialization. */
  readonly value: Distribution | Initializer | undefined;
  /** How many numbers it gives. */
  readonly length: number;
  /** The value that a constant starts with. */
  readonly constant: number;
  /** Also the kinds that depend on the fan-in. */
  readonly forWeights?: boolean;
  /** May be left out, and is then PyTorch's. */
  readonly optional?: boolean;
}

/** Own values are typed by hand: more than this come from a file. */
const MOST_VALUES = 4096;
const PYTORCH = "pytorch";
/** What stands beside a parameter's field; a constant is its value and needs no word. */
const PARAMETER_NAMES: Readonly<Record<string, string | null>> = {
  value: null,
  mean: "mean",
  std: "std",
  low: "low",
  high: "high",
  gain: "gain",
};

function kindsOf({ forWeights, optional, length, value }: DistributionProps): (readonly [string, string])[] {
  const kinds = (forWeights ? INITIALIZER_KINDS : DISTRIBUTION_KINDS).filter(
    (kind) => kind !== "values" || length <= MOST_VALUES || value?.kind === "values",
  );
  const named = kinds.map((kind) => [kind, DISTRIBUTION_NAMES[kind]] as const);
  return optional ? [[PYTORCH, "PyTorch's default"], ...named] : named;
}

function parameters(app: Application, { keys, name, value }: DistributionProps): unknown {
  if (value?.kind === "values")
    return listField(app, { keys: [...keys, "values"], label: null, name: `${name}, values` });
  return Object.keys(value ?? {})
    .filter((key) => key in PARAMETER_NAMES)
    .map((key) =>
      numberField(app, { keys: [...keys, key], label: PARAMETER_NAMES[key] ?? null, name: `${name}, ${key}` }),
    );
}

/** A menu of distributions, and fields for what the chosen one needs. */
export function distributionView(app: Application, props: DistributionProps): TemplateResult {
  const { keys, label, name, value, length, constant } = props;
  const choose = (kind: string) =>
    app.experiment.set(
      keys,
      kind === PYTORCH ? undefined : newDistribution(kind as Initializer["kind"], length, constant),
    );
  return html`<div class="dx-distribution">
      <span class="dx-label">${label}</span>
      ${select({ name, options: kindsOf(props), value: value?.kind ?? PYTORCH, onChange: choose })}
      ${value === undefined ? nothing : parameters(app, props)}
    </div>
    ${issuesView(app, keys)}`;
}
