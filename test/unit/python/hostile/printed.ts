import { repeated } from "./support";

/** What print(model) could show. */
export const PRINTED: Readonly<Record<string, () => string>> = {
  "a billion blocks of a billion blocks": () => "(0-999999999): 1000000000 x Block(\n".repeat(25000),
  "twenty thousand models of a thousand layers": () =>
    "Sequential(\n  (0-999): 1000 x Dropout(p=0.5, inplace=False)\n)\n".repeat(20000),
  "numbers of a thousand digits": () =>
    `Sequential(\n  (0): Linear(in_features=${"9".repeat(1000)}, out_features=1e999, bias=True)\n  (${"9".repeat(500)}-${"9".repeat(500)}): ${"9".repeat(900)} x Dropout(p=1e999)\n)\n`,
  "fifty thousand blocks inside each other": () => "(0): Block(\n".repeat(50_000),
  "a thousand of a thousand of a thousand": () =>
    "(0-999): 1000 x Sequential(\n".repeat(8) + "(0): Dropout(p=0.5, inplace=False)\n",
  "half a million arguments": () => "Sequential(\n" + ("  (0): B(" + "1,".repeat(900) + ")\n").repeat(500),
  "a million blank lines": () => "(0): B(1)\n" + "\n".repeat(1000000),
  "arguments of two thousand blanks": () => "(0): B(1)\n" + ("(0): B(a" + " ".repeat(1900) + "b)\n").repeat(500),
  "arguments of two thousand digits": () => "(0): B(1)\n" + ("(0): B(" + "1".repeat(1900) + "x)\n").repeat(500),
  "names of nine hundred letters": () => ("(" + "k".repeat(900) + "): B(\n").repeat(1000),
  "a thousand layers in one line, each of ten thousand arguments": () =>
    `Net(\n  (0-999): 1000 x Foo(${repeated(10000, (i) => `a${i}=zzzz,`)})\n)\n`,
  "a thousand layers in one line, each of half a million letters": () =>
    `Net(\n  (0-999): 1000 x Foo(a='${"z".repeat(500000)}')\n)\n`,
};
