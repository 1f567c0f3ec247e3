import { CALLS } from "./calls";
import { CONTAINERS } from "./containers";
import { EXPRESSIONS } from "./expressions";
import { PRINTED } from "./printed";
import { SIZES } from "./sizes";
import { module, TORCH } from "./support";

const whole = (name: string): string =>
  `${module("self.drop = nn.Dropout(0.5)\nself.fc = nn.Linear(3, 2)", "return self.fc(self.drop(x))", name)}\n`;

/** The classes before and after the Python of a text. */
export const AROUND = ["Before", "After"];

/** Texts that ask for more than there is, each by what it does; made where they are asked for, since they are long. */
export const HOSTILE: ReadonlyMap<string, () => string> = new Map(
  Object.entries({ ...CONTAINERS, ...CALLS, ...EXPRESSIONS, ...SIZES, ...PRINTED }),
);

/** The same, those of Python between two classes that must be found. */
export function between(name: string): string {
  const text = HOSTILE.get(name)!();
  return name in PRINTED ? text : `${TORCH}${whole(AROUND[0]!)}${text}\n${whole(AROUND[1]!)}`;
}
