import type { Random } from "./random";

/** The largest text of this kind. */
const LONGEST = 1_000_000;

/** How often a thing is done: mostly a few times, sometimes as often as a text may be long. */
const times = (random: Random, length: number): number =>
  Math.min(random.magnitude(random.chance(0.1) ? 100_000 : 300), Math.floor(LONGEST / Math.max(1, length)));

const repeated = (random: Random, piece: string): string => piece.repeat(times(random, piece.length));

const STARTS = ["[1]", "'a'", "(1, 2)", "{'a': 1}", "{1}", "nn.Sequential(nn.Dropout(0.5))", "nn.ModuleList([nn.Dropout()])", "nn.Dropout(0.1)", "keras.Sequential()", "1", "lambda: x", "0.5", "f'{1}'", "[]", "b'a'"]; // prettier-ignore

/** What makes twice as much of `x`, or puts it into itself. */
const GROWS = [
  ...["x = [x, x]", "x = [*x, *x]", "x = x + x", "x = x * 2", "x += x", "x *= 2", "x = (x, x)", "x = f'{x}{x}'"],
  ...["x = '%s%s' % (x, x)", "x = '{}{}'.format(x, x)", "x = nn.Sequential(x, x)", "x = nn.Sequential(*x, *x)"],
  ...["x = nn.ModuleList([x, x])", "x = {'a': x, 'b': x}", "x = {**x, **x}", "x = dict(a=x, b=x)", "x.append(x)"],
  ...["x.extend(x)", "x = list(x) + list(x)", "x = [y for y in x for z in x]", "x = {y: x for y in x}", "x[0] = x"],
  ...["x = keras.Sequential([x, x])", "x.add(x)", "x = zip(x, x)", "x = x ** x", "x = x << 9", "x = str(x) + repr(x)"],
  ...[
    "x = lambda y=x: [y, y]",
    "x = nn.ModuleDict({'a': x, 'b': x})",
    "x.append_module('a', x)",
    "x.add_module('a', x)",
  ],
  ...[
    "x = ','.join([x, x])",
    "x = sorted(x + x)",
    "x = copy.deepcopy([x, x])",
    "x = x.insert(0, x)",
    "x.x = x",
    "x, y = x, x",
  ],
];

/** Large numbers where sizes are expected. */
const HUGE = ["10**9", "10**10**10", "1 << 10**6", "-10**9", "2**31", "2**53", "1e308", "9" .repeat(400), "10**5", "float('inf')"]; // prettier-ignore
const SIZED = [
  ...["x = [] * N", "x = [nn.Dropout(0.5)] * N", "x = 'a' * N", "x = range(N)", "x = list(range(N))", "x = (1,) * N"],
  ...["x = nn.Sequential(*[nn.Dropout(0.5) for _ in range(N)])", "x = f'{1:N}'", "x = '%Nd' % 1", "x = 'a'.zfill(N)"],
  ...["x = 'a'.ljust(N)", "x = [0] * N * N", "x = bytes(N)", "x = nn.Linear(N, N)", "x = nn.Dropout(N)", "x = [1][N]"],
  ...[
    "x = list(range(N))[::2]",
    "x = {i: nn.Dropout(0.5) for i in range(N)}",
    "x = sum(range(N))",
    "x = 'a'.center(N)",
  ],
  ...[
    "for i in range(N):\n    x = nn.Dropout(i)",
    "while N:\n    x = nn.Dropout(0.5)",
    "x = [[0] * N for _ in range(N)]",
  ],
  ...["x = nn.ModuleList(nn.Linear(i, i) for i in range(N))", "x = round(0.5, N)", "x = nn.Dropout(round(1.5, N))"],
];

/** Brackets and words that nest: what opens, the core, and what closes. */
const NESTS: readonly (readonly [string, string, string])[] = [
  ...([["(", "1", ")"], ["[", "1", "]"], ["{", "1", "}"], ["f(", "1", ")"], ["nn.Sequential(", "nn.Dropout(0.5)", ")"]] as const), // prettier-ignore
  ...([["-", "1", ""], ["not ", "1", ""], ["lambda: ", "1", ""], ["1 if 1 else ", "1", ""], ["1+", "1", ""], ["", "1", "+1"]] as const), // prettier-ignore
  ...([["2**", "1", ""], ["", "a", ".a"], ["", "a", "[0]"], ["", "a", "()"], ["f'{", "1", "}'"], ["*", "x", ""]] as const), // prettier-ignore
  ...([["{'a': ", "1", "}"], ["[x for x in ", "y", "]"], ["1 < ", "1", ""], ["a = ", "1", ""], ["await ", "x", ""]] as const), // prettier-ignore
  ...([["(", "", ""], ["[", "", ""], ["", "", ")"], ["'''", "", ""], ["@a\n", "class A: pass", ""], ["f(a=", "1", ")"]] as const), // prettier-ignore
];

const PIECES = [
  ...[
    "1 ",
    "? ",
    ") ",
    "\\\n",
    "\n",
    " ",
    "\t",
    ";",
    "# a\n",
    "#",
    '"',
    "'",
    "a",
    "é",
    "\0",
    ": ",
    "= ",
    "@",
    ", ",
    ".",
  ],
  ...["class A(nn.Module):\n    pass\n", "def f(x): return x\n", "x = nn.Dropout(0.5)\n", "import torch\n", "if x:\n"],
  ...[
    "x = nn.Sequential(nn.Dropout(0.5))\n",
    "nn.Dropout(0.5), ",
    "0x",
    "1_",
    "1e",
    "'a' ",
    "x.y = 1\n",
    "else:\n",
    "print(\n",
  ],
  ...["class A(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.d = nn.Dropout(0.5)\n    def forward(self, x):\n        return self.d(x)\n"], // prettier-ignore
  ...["  (0): Sequential(\n", "(a): Dropout(p=0.5, inplace=False)\n", "<", "{", "}", "async ", "lambda ", "not ", "%%time\n", "!ls\n"], // prettier-ignore
];

/** Chains of classes or functions, each of which uses the one before, or itself. */
const CHAINS: readonly ((i: number, n: number) => string)[] = [
  (i) => `class A${i}(${i > 0 ? `A${i - 1}` : "nn.Module"}):\n    def __init__(self):\n        super().__init__()\n        self.d${i} = nn.Dropout(0.5)\n`, // prettier-ignore
  (i) => `def f${i}(x):\n    return ${i > 0 ? `[f${i - 1}(x), f${i - 1}(x)]` : "nn.Dropout(0.5)"}\n`,
  (i, n) => `def f${i}(x):\n    return f${(i + 1) % n}(x)\n`,
  (i) => `class A${i}(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = ${i > 0 ? `A${i - 1}()` : "nn.Dropout(0.5)"}\n        self.b = ${i > 0 ? `A${i - 1}()` : "nn.Dropout(0.5)"}\n    def forward(self, x):\n        return self.b(self.a(x))\n`, // prettier-ignore
  (i) => `x${i} = nn.Sequential(${i > 0 ? `x${i - 1}, x${i - 1}` : "nn.Dropout(0.5)"})\n`,
  (i) => `x${i} = ${i > 0 ? `lambda: (x${i - 1}(), x${i - 1}())` : "lambda: nn.Dropout(0.5)"}\n`,
  (i) => `${"    ".repeat(i)}for i${i} in range(99):\n${"    ".repeat(i + 1)}x = nn.Sequential(nn.Dropout(0.5))\n`,
  (i) => `${" ".repeat(i)}if x:\n`,
  (i) => `${" ".repeat(i)}class A${i}(nn.Module):\n`,
  (i) => `${" ".repeat(i)}def f${i}(x=nn.Dropout(0.5)):\n`,
  (i) => `x = Dense(1)(${i > 0 ? "x" : "Input((3,))"})\nx = Dropout(0.5)(x)\n`,
];

type Bomb = (random: Random) => string;

const BOMBS: readonly Bomb[] = [
  (random) => {
    const grows = random.many(random.between(1, 3), () => random.pick(GROWS));
    return `x = ${random.pick(STARTS)}\n${`${grows.join("\n")}\n`.repeat(random.magnitude(60))}m = nn.Sequential(x)\n`;
  },
  (random) => `${random.pick(SIZED).replaceAll("N", random.pick(HUGE))}\nm = nn.Sequential(nn.Dropout(0.5), *x)\n`,
  (random) => {
    const [open, core, close] = random.pick(NESTS);
    const n = times(random, open.length + close.length);
    return `x = ${open.repeat(n)}${core}${close.repeat(n)}\nm = nn.Sequential(x)\n`;
  },
  (random) => repeated(random, random.pick(PIECES)) + random.pick(["", "\n", " x"]),
  (random) => repeated(random, random.many(random.between(2, 3), () => random.pick(PIECES)).join("")),
  (random) => {
    const link = random.pick(CHAINS);
    const n = Math.min(random.magnitude(600), 700);
    return random.many(n, (i) => link(i, n)).join("");
  },
  (random) => {
    const body = random.many(random.between(1, 3), () => `        ${random.pick(GROWS).replaceAll("x", "self.x")}\n`);
    const start = `        super().__init__()\n        self.x = ${random.pick(STARTS)}\n`;
    const loop = random.chance(0.5) ? "" : "        for i in range(99):\n    ";
    return `class A(nn.Module):\n    def __init__(self):\n${start}${loop}${body.join("")}    def forward(self, x):\n        return self.x(x)\n`; // prettier-ignore
  },
];

/** A text that grows beyond measure for one who follows it, or that is long, deep or repeated itself. */
export const bomb = (random: Random): string =>
  random.pick(["import torch\nfrom torch import nn\n", "import keras\nfrom keras.layers import *\n", "import copy\nimport torch.nn as nn\n"]) + // prettier-ignore
  random.pick(BOMBS)(random);
