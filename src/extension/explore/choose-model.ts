import type { SourceModel } from "../../formats/index";
import { choose } from "../ui/window";
import { modelText } from "../model-text/entry-text";

/** Something that a person chooses by its model. */
interface OfModel {
  readonly model: SourceModel;
}

/** Asks which of several models is meant; undefined where the person thinks better of it. One is not asked for. */
export async function chooseModel<T extends OfModel>(choices: readonly T[]): Promise<T | undefined> {
  if (choices.length < 2) return choices[0];
  const items = choices.map((choice) => {
    const { label, description, icon } = modelText(choice.model);
    return { label, description, icon, value: choice };
  });
  const options = { title: "Select a model", matchOnDescription: true };
  return (await choose(items, options))?.value;
}
