import { LIMITS, type Distribution } from "../../formats/index";
import type { Answer, Question } from "../../python/index";
import { distributionText } from "../../python/plain";
import type { PythonReader } from "../reader/python-reader";
import { askForText, choose } from "../ui/window";
import { messageOf } from "../base/errors";

type Value = Answer["value"];

/** Asks for something that the code does not say; undefined where the person thinks better of it. */
export async function ask(
  reader: PythonReader,
  question: Question,
  last: Value | undefined,
): Promise<Answer | undefined> {
  const { layer, about } = question;
  const value = await (about === "entering"
    ? askForDistribution(reader, question, last)
    : askForNumber(question, last));
  return value === undefined ? undefined : { layer, about, value };
}

const title = (): string => "The code doesn't say everything";

/** What is wrong with a number that was typed; undefined where nothing is. */
function refusalOf(about: Question["about"], typed: string): string | undefined {
  const value = Number(typed);
  const isNumber = typed.trim() !== "" && Number.isFinite(value);
  if (about === "p") return isNumber && value >= 0 && value <= 1 ? undefined : "A number from 0 to 1";
  if (about !== "units" && about !== "entering units") return isNumber ? undefined : "A number";
  const isSize = isNumber && Number.isInteger(value) && value >= 1 && value <= LIMITS.units;
  return isSize ? undefined : `A whole number from 1 to ${LIMITS.units}`;
}

async function askForNumber({ about, message, suggestion }: Question, last: Value | undefined) {
  const known = last ?? suggestion;
  const typed = await askForText({
    title: title(),
    prompt: message,
    ...(typeof known === "number" && { value: String(known) }),
    refusal: (text) => refusalOf(about, text),
  });
  return typed === undefined ? undefined : Number(typed);
}

/** Distributions that are common, and what for. */
const COMMON: readonly (readonly [Distribution, string])[] = [
  [{ kind: "normal", mean: 0, std: 1 }, "mean 0, standard deviation 1, as after a normalization"],
  [{ kind: "half_normal", std: 1 }, "the absolute value of a normal one, as after a ReLU"],
  [{ kind: "uniform", low: 0, high: 1 }, "evenly from 0 to 1, like pixels"],
  [{ kind: "constant", value: 1 }, "every unit is 1, as in the article"],
];

/** Asks for a distribution; what is suggested, or wyour last answer, stands first. */
async function askForDistribution(
  reader: PythonReader,
  { message, suggestion }: Question,
  last: Value | undefined,
): Promise<Distribution | undefined> {
  const first = last ?? suggestion;
  const known = typeof first === "object" ? distributionText(first) : undefined;
  const common = COMMON.map(([value, description]) => ({ label: distributionText(value), description, value }));
  const choices = [
    ...(typeof first === "object" && known !== undefined && !common.some(({ label }) => label === known)
      ? [{ label: known, description: "your last answer", value: first }]
      : []),
    ...common.sort((a, b) => Number(b.label === known) - Number(a.label === known)),
  ];
  const another = { label: "Another…", value: undefined };
  const placeHolder = "Select how each unit is distributed";
  const options = { title: message, placeHolder, ignoreFocusOut: true };
  const choice = await choose([...choices, another], options);
  return choice && (choice.value ?? askForOther(reader, message));
}

/** By the words of the comments that hold settings. */
async function askForOther(reader: PythonReader, message: string): Promise<Distribution | undefined> {
  const typed = await askForText({
    title: title(),
    prompt: message,
    placeHolder: "normal 0.5 2",
    refusal: (text) => refusedBy(() => reader.ask("distribution", text)),
  });
  return typed === undefined ? undefined : reader.ask("distribution", typed);
}

/** The message of what is thrown; undefined where nothing is. */
async function refusedBy(action: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
