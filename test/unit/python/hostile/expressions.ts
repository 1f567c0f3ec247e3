import { module, repeated, TORCH } from "./support";

/** Expressions and statements that are deep, long or repeated. */
export const EXPRESSIONS: Readonly<Record<string, () => string>> = {
  "numbers beyond all floats": () =>
    TORCH +
    "a = 10**400\nb = 2**64**2\nc = 10**10**10\nd = -10**400\ne = 1e999 - 1e999\nf = 0x" +
    "f".repeat(100000) +
    "\ng = " +
    "9".repeat(100000) +
    "\nh = 5 // 0\ni = 5 % 0\nn = nn.Sequential(nn.Dropout(a), nn.Linear(b, c), nn.Linear(d, e), nn.Linear(f, g), nn.Dropout(h))\n",
  "a sum of fifty thousand terms": () =>
    TORCH + "x = 1" + " + 1".repeat(50000) + "\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "fifty thousand sums in a row": () =>
    TORCH + "x = 1" + "\nx = x + 1".repeat(50000) + "\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "fifty thousand signs": () => TORCH + "x = " + "-".repeat(50000) + "1\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "fifty thousand comparisons": () =>
    TORCH + "x = 1" + " < 1".repeat(50000) + "\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "twenty thousand attributes of attributes": () =>
    TORCH + "x = nn" + ".a".repeat(20000) + "\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "fifty thousand attributes in a row": () =>
    TORCH + "x = nn\n" + "x = x.abcdefgh\n".repeat(50000) + "\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "twenty thousand calls of calls": () =>
    TORCH + "x = nn" + "()".repeat(20000) + "\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "twenty thousand parentheses": () =>
    TORCH + "x = " + "(".repeat(20000) + "1" + ")".repeat(20000) + "\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "twenty thousand brackets": () =>
    TORCH + "x = " + "[".repeat(20000) + "1" + "]".repeat(20000) + "\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "targets five thousand levels deep": () =>
    TORCH + "(".repeat(5000) + "x" + ")".repeat(5000) + " = 1\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "five thousand arms of one if": () =>
    TORCH +
    "if a: x = 1\n" +
    repeated(5000, (i) => `elif b${i}: x = nn.Dropout(.5)\n`) +
    "net = nn.Sequential(nn.Dropout(.5))\n",
  "five thousand arms of one if in a forward": () =>
    TORCH +
    module(
      "self.n = nn.Dropout(.5)",
      "if a: x = 1\n" + repeated(5000, (i) => `elif b${i}: x = self.n(x)\n`).trimEnd() + "\nreturn x",
    ),
  "ninety ifs inside each other": () =>
    TORCH + repeated(90, (i) => " ".repeat(i) + `if a${i}:\n`) + " ".repeat(90) + "x = nn.Dropout(.5)\n",
  "five thousand ifs among two thousand names": () =>
    TORCH + repeated(2000, (i) => `x${i} = ${i}\n`) + repeated(5000, (i) => `if a${i}: x${i} = nn.Dropout(.5)\n`),
  "three thousand returns in doubt": () =>
    TORCH + module("self.n = nn.Dropout(.5)", repeated(3000, (i) => `if a${i}: return self.n(x)\n`).trimEnd()),
  "functions that branch into each other": () =>
    TORCH +
    "def f(a):\n    if a: return g(a)\n    else: return g(a)\ndef g(a):\n    if a: return h(a)\n    else: return h(a)\ndef h(a):\n    if a: return f(a)\n    else: return f(a)\nf(z)\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "three hundred functions inside each other": () =>
    TORCH +
    repeated(300, (i) => " ".repeat(i) + `def f${i}():\n`) +
    " ".repeat(300) +
    "return nn.Sequential(nn.Dropout(.5))\n",
  "a hundred functions inside each other that are called": () =>
    TORCH +
    repeated(100, (i) => " ".repeat(i) + `def f${i}():\n`) +
    " ".repeat(100) +
    "return nn.Sequential(nn.Dropout(.5))\n" +
    repeated(99, (i) => {
      const at = 99 - i;
      return " ".repeat(at) + `f${at}()\n`;
    }),
  "loops of billions of rounds": () =>
    TORCH +
    "for i in range(2000):\n  for j in range(2000):\n    for k in range(2000):\n      x = nn.Dropout(.5)\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "four million layers in a list": () =>
    TORCH +
    "x = []\nfor i in range(2000):\n  for j in range(2000):\n    x.append(nn.Linear(i, j))\nnet = nn.Sequential(*x)\n",
  "four million entries": () =>
    TORCH +
    "x = {}\nfor i in range(2000):\n  for j in range(2000):\n    x[str(i) + '-' + str(j)] = [i, j]\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "four million classes": () =>
    TORCH +
    "for i in range(2000):\n  for j in range(2000):\n    class A(nn.Module):\n      def forward(self, x): return nn.Dropout(.5)(x)\n",
  "four million closures": () =>
    TORCH +
    "x = []\nfor i in range(2000):\n  for j in range(2000):\n    x.append(lambda a=i, b=j: a)\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "four million objects": () =>
    TORCH +
    "class P:\n  def __init__(self, a): self.a = a\nx = []\nfor i in range(2000):\n  for j in range(2000):\n    x.append(P(i))\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "four million models": () =>
    TORCH + "x = []\nfor i in range(2000):\n  for j in range(2000):\n    x.append(nn.Sequential(nn.Dropout(.5)))\n",
  "lists of lists of lists": () =>
    TORCH + "x = []\nfor i in range(2000):\n  x.append([[j for j in range(2000)] for k in range(2000)])\n",
  "four million values that are not known": () =>
    TORCH +
    "x = []\nfor i in range(2000):\n  for j in range(2000):\n    x.append(unknown_name_which_is_rather_long_and_longer(1))\n",
  "four million long texts": () =>
    TORCH +
    "x = []\na = " +
    JSON.stringify("y".repeat(9000)) +
    "\nfor i in range(2000):\n  for j in range(2000):\n    x.append(f'{i}{a}{j}')\n",
  "four million layers in a model": () =>
    TORCH + "s = nn.Sequential()\nfor i in range(2000):\n  for j in range(2000):\n    s.append(nn.Dropout(.5))\n",
};
