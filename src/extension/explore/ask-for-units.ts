import { askForText } from "../ui/window";
import { LIMITS } from "../../formats/index";

/** Asks how many units enter, where layers do not say it; undefined where the person thinks better of it. */
export async function askForUnits(): Promise<number | undefined> {
  const refusal = `A whole number from 1 to ${LIMITS.units}`;
  const isUnits = (text: string): boolean =>
    /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= LIMITS.units;
  const answer = await askForText({
    title: "How many units does the first layer receive?",
    prompt: "The layers don't say, and there's no comment such as # input: 100",
    value: "100",
    refusal: (text) => (isUnits(text) ? undefined : refusal),
  });
  return answer === undefined ? undefined : Number(answer);
}
