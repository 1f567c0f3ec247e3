import { KERAS } from "./keras/framework";
import { PYTORCH } from "./pytorch/framework";
import type { Framework } from "./values/run";

/** What models are read of; where a text does not say whose a name is, an earlier one has it. */
const FRAMEWORKS: readonly Framework[] = [PYTORCH, KERAS];

/** All frameworks, those first that a text names. */
export function frameworksFor(text: string): readonly Framework[] {
  const named = FRAMEWORKS.filter(({ mention }) => mention.test(text));
  return [...named, ...FRAMEWORKS.filter((framework) => !named.includes(framework))];
}
