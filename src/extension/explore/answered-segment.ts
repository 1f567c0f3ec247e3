import type { ExploreSpec } from "../../formats/index";
import type { Answer, Question } from "../../python/index";
import type { PythonReader } from "../reader/python-reader";
import { ask } from "./ask-question";
import type { Explore } from "./segments";
import { notRun } from "./not-run";

/** A segment of a model that can be run, and what was answered for it. */
export interface Answered {
  readonly spec: ExploreSpec;
  readonly assumptions: readonly string[];
  /** For each layer of the spec its place in the model. */
  readonly layers: readonly number[];
  readonly answers: readonly Answer[];
}

/** What was answered to a question the last time. */
export type LastAnswer = (question: Question) => Answer["value"] | undefined;

/**
 * Asks what a segment of a model needs to be run.
 *
 * @param known What need not be asked.
 * @returns undefined where the person thinks better of it.
 * @throws Error where it cannot be run whatever is answered.
 */
export async function answered(
  reader: PythonReader,
  explore: Explore,
  index: number,
  known: readonly Answer[],
  last: LastAnswer,
): Promise<Answered | undefined> {
  let answers = known;
  for (;;) {
    const segment = (await explore(answers)).segments[index];
    if (!segment) throw new Error(notRun("This part", undefined));
    const { spec, refusal, title, questions, ...rest } = segment;
    if (spec) return { spec, ...rest, answers };
    if (refusal !== undefined || questions.length === 0) throw new Error(notRun(title, refusal));
    for (const question of questions) {
      const answer = await ask(reader, question, last(question));
      if (!answer) return undefined;
      answers = [...answers, answer];
    }
  }
}
