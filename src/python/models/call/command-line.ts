import type { Arguments } from "../values/run";
import { known, NONE, stringOf, type Instance, type Value } from "../values/values";

/** `argparse.ArgumentParser()`: what a script is given where nobody says it are the defaults of its arguments. */
export const commandLine = (): Instance => ({ type: "instance", attributes: new Map(), commandLine: true });

/** The attribute that an argument fills: `dest`, else its first long name. */
function destination({ positional, named }: Arguments): string | undefined {
  const names = positional.flatMap(({ value }) => stringOf(value) ?? []);
  const name = stringOf(named.get("dest")?.value) ?? names.find((one) => one.startsWith("--")) ?? names[0];
  return name?.replace(/^-+/, "").replaceAll("-", "_");
}

function standard({ named }: Arguments): Value | undefined {
  const given = named.get("default")?.value;
  const action = stringOf(named.get("action")?.value);
  if (given) return given;
  if (action === "store_true" || action === "store_false") return known(action === "store_false");
  return named.get("required") ? undefined : NONE;
}

/** add_argument and parse_args of a parser; undefined for any other method. */
export function commandLineMethod(parser: Instance, name: string, passed: Arguments): Value | undefined {
  if (name === "parse_args") return { type: "instance", attributes: parser.attributes };
  if (name === "parse_known_args") {
    return { type: "list", tuple: true, items: [{ type: "instance", attributes: parser.attributes }, NONE] };
  }
  if (name === "add_argument_group") return parser;
  if (name !== "add_argument") return undefined;
  const to = destination(passed);
  const value = standard(passed);
  const isPositional = !passed.positional.some(({ value: flag }) => stringOf(flag)?.startsWith("-"));
  if (to !== undefined && value && !isPositional) parser.attributes.set(to, value);
  return NONE;
}
