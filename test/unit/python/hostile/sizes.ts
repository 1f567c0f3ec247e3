import { module, repeated, TORCH } from "./support";

/** What is long: names, arguments, data, texts. */
export const SIZES: Readonly<Record<string, () => string>> = {
  "fifty thousand decorators": () =>
    TORCH +
    "class A:\n" +
    "  @a\n".repeat(50000) +
    "  def f(self): return 1\na = A()\nfor i in range(2000): a.f()\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "twenty thousand parameters": () =>
    TORCH +
    `def f(${repeated(20000, (i) => `a${i}=${i},`)}): return 1\nfor i in range(2000): f()\nnet = nn.Sequential(nn.Dropout(.5))\n`,
  "ten thousand arguments, two thousand times": () =>
    TORCH +
    `def f(${repeated(10000, (i) => `a${i},`)}): return 1\nx = [0] * 10000\nfor i in range(2000): f(*x)\nnet = nn.Sequential(nn.Dropout(.5))\n`,
  "a layer of twenty thousand arguments": () =>
    TORCH + `net = nn.Sequential(nn.Dropout(.5), nn.Conv2d(${repeated(20000, (i) => `a${i}=b${i},`)}))\n`,
  "a layer of Keras of twenty thousand arguments": () =>
    "import keras\n" +
    `net = keras.Sequential([keras.layers.Dropout(.5), keras.layers.Conv2D(${repeated(20000, (i) => `a${i}=b${i},`)})])\n`,
  "a model of forty thousand layers": () => TORCH + `net = nn.Sequential(${"nn.Dropout(.5),".repeat(40000)})\n`,
  "a list of forty thousand layers": () =>
    TORCH + `x = [${"nn.Dropout(.5),".repeat(40000)}]\nnet = nn.Sequential(*x)\n`,
  "a call with half a million arguments": () =>
    TORCH + `print(${"1,".repeat(400000)})\nmax(${"1,".repeat(100000)})\nnet = nn.Sequential(nn.Dropout(.5))\n`,
  "lists of millions by unpacking": () =>
    TORCH + `x = [0]*10000\na = [${"*x,".repeat(3000)}]\nf(${"*x,".repeat(3000)})\nmax(${"*x,".repeat(300)})\n`,
  "a list of a quarter million numbers": () =>
    "nn\ndata = [" + "1, 2.5, ".repeat(120000) + "]\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "sixty thousand rows of data": () =>
    "nn\ndata = [" + "(1, 'ab', None),".repeat(60000) + "]\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "thirty-six thousand assignments of data": () =>
    "nn\n" + "x = (1, 'ab', None, [2, 3])\n".repeat(36000) + "net = nn.Sequential(nn.Dropout(.5))\n",
  "a dictionary of fifty thousand entries": () =>
    "nn\ndata = {" + repeated(50000, (i) => `'key${i}': ${i},`) + "}\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "four hundred thousand comments": () => "nn\n" + "#\n".repeat(400000) + "net = nn.Sequential(nn.Dropout(.5))\n",
  "a hundred thousand comments in a list, two thousand times": () =>
    "nn\nfor i in range(2000):\n  x = [\n" + "#\n".repeat(100000) + "  1]\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "names of four hundred thousand letters": () =>
    "nn\nfor i in range(2000):\n  " +
    "a".repeat(400000) +
    " = " +
    "b".repeat(400000) +
    "\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "a layer of a hundred thousand letters": () =>
    TORCH + "for i in range(2000):\n  x = nn.Sequential(nn." + "A".repeat(100000) + "())\n",
  "names of classes and attributes of two hundred thousand letters": () =>
    TORCH +
    "class " +
    "A".repeat(200000) +
    "(nn.Module):\n  def __init__(self):\n    self." +
    "b".repeat(200000) +
    " = nn.ModuleList([nn.Dropout(.5) for i in range(2000)])\n  def forward(self, x):\n    for l in self." +
    "b".repeat(200000) +
    ": x = l(x)\n    return x\n",
  "rates of a hundred thousand letters": () =>
    TORCH +
    "net = nn.Sequential(nn.Dropout(" +
    "r".repeat(100000) +
    "))\nfor i in range(2000): net.append(nn.Dropout(" +
    "q".repeat(100000) +
    "))\n",
  "a condition of a hundred thousand blanks": () =>
    TORCH + "for i in range(2000):\n  x = nn.Dropout(p) if p" + " ".repeat(100000) + "> 0 else nn.Identity()\n",
  "a text that is looked for in another": () =>
    "nn\na = '" +
    "a".repeat(9000) +
    "'\nb = '" +
    "a".repeat(4000) +
    "b" +
    "'\nfor i in range(2000):\n  x = b in a\n  x = b in a\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "thirty thousand attributes by getattr": () =>
    TORCH +
    "class P: pass\np = P()\np.a = p\nx = p\n" +
    "x = getattr(x, 'a')\n".repeat(30000) +
    "net = nn.Sequential(nn.Dropout(.5))\n",
  "an OrderedDict that doubles": () =>
    TORCH +
    "from collections import OrderedDict\nd = OrderedDict([('a', nn.Dropout(.5))])\n" +
    "d = OrderedDict(list(d.items()) + list(d.items()))\n".repeat(40) +
    "x = nn.Sequential(OrderedDict([(str(i * 2000 + j), nn.Dropout(.5)) for i in range(2000) for j in range(2000)]))\n",
  "a dictionary that is updated by itself": () =>
    TORCH + "d = {}\n" + repeated(40, (i) => `d.update({k + 'a${i}': v for k, v in d.items()})\nd['x${i}'] = 1\n`),
  "encoders of a thousand encoders": () =>
    TORCH + "l = nn.TransformerEncoderLayer(8, 2)\n" + "l = nn.TransformerEncoder(l, 1000)\n".repeat(20),
  "a namedtuple that doubles": () =>
    TORCH +
    "from collections import namedtuple\nP = namedtuple('P', 'a b')\np = P(1, 2)\n" +
    "p = P(p, p)\n".repeat(60) +
    "f(p)\nx = nn.Conv2d(p, p)\ny = nn.Sequential(x, nn.Dropout(.5))\n",
  "a tuple that doubles": () =>
    TORCH +
    "p = (1, 2)\n" +
    "p = (p, p)\n".repeat(60) +
    "f(p)\nx = nn.Conv2d(p, p)\nprint(p == p)\ny = nn.Sequential(x, nn.Dropout(.5))\nfor a in p: b = a\n",
  "a tuple of tuples of long texts": () =>
    TORCH +
    "s = '" +
    "z".repeat(9000) +
    "'\np = (" +
    "s,".repeat(64) +
    ")\np = (" +
    "p,".repeat(64) +
    ")\nx = nn.Sequential()\nfor i in range(2000): x.append(nn.Conv2d(p, p))\n",
  "a forward of four million steps": () =>
    TORCH +
    module(
      "self.n = nn.Dropout(.5)",
      "for i in range(2000):\n    for j in range(2000):\n        x = self.n(x)\nreturn x",
    ),
  "values that are combined with themselves": () =>
    TORCH + module("self.n = nn.Dropout(.5)", "y = x\n" + "y = torch.cat([y, y])\n".repeat(40) + "return y"),
  "lists of values that double": () =>
    TORCH +
    module(
      "self.n = nn.Dropout(.5)",
      "y = [self.n(x)]\n" + "y = y + y\n".repeat(13) + "for i in range(2000): x = torch.cat(y)\nreturn x",
    ),
  "a forward that calls itself": () =>
    TORCH + module("self.n = nn.Dropout(.5)", "return self.forward(self.forward(self.n(x)))"),
  "a module that calls itself": () => TORCH + module("self.n = nn.Dropout(.5)", "return self(self(self.n(x)))"),
  "properties that ask each other": () =>
    TORCH +
    "class A(nn.Module):\n  @property\n  def a(self): return self.b\n  @property\n  def b(self): return self.a\n  def forward(self, x): return self.a(self.b(x))\n",
  "five thousand assignments in one expression": () =>
    TORCH + "x = " + "(a := ".repeat(5000) + "1" + ")".repeat(5000) + "\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "twenty thousand conditions in one expression": () =>
    TORCH + "x = " + "1 if a else ".repeat(20000) + "2\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "functions that choose each other": () =>
    TORCH +
    "def f(x): return g(x) if c else g(x)\ndef g(x): return f(x) if c else f(x)\ny = f(1)\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "thirty thousand loops of one comprehension": () =>
    TORCH +
    "x = [1 for a in y " +
    "if a ".repeat(30000) +
    "]\nz = [1 " +
    "for a in [1] ".repeat(30000) +
    "]\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "sums of ten thousand numbers, thousands of times": () =>
    "nn\nx = [1] * 10000\n" + "y = sum(x) + min(x) + max(x)\ny = sorted(x)\ny = list(reversed(x))\n".repeat(3000),
  "maps of maps": () => TORCH + "f = lambda x: list(map(f, [x, x, x, x]))\ny = f(1)\ny = list(map(f, range(2000)))\n",
  "twenty thousand arguments of a command line": () =>
    TORCH +
    "import argparse\np = argparse.ArgumentParser()\n" +
    repeated(20000, (i) => `p.add_argument('--a${i}', default=${i})\n`) +
    "a = p.parse_args()\nnet = nn.Sequential(nn.Dropout(a.a5))\n",
  "tuples of tuples of tuples that are compared": () =>
    "nn\na = [0] * 64\nb = [a] * 64\nc = [b] * 64\nd = [b] * 64\n" +
    "c == d\n".repeat(100000) +
    "net = nn.Sequential(nn.Dropout(.5))\n",
  "one item in ten thousand, four million times": () =>
    "nn\nx = [0] * 10000\nfor i in range(2000):\n  for j in range(2000): x[::9999]\n",
  "a layer of a hundred thousand letters that runs five thousand times": () =>
    TORCH +
    module(
      `self.n = nn.Conv2d(${repeated(60, (i) => `a${i}='${"z".repeat(1900)}',`)})`,
      "for i in range(2000): x = self.n(x)\nfor i in range(2000): x = self.n(x)\nreturn x",
    ),
  "a rate of a hundred thousand letters that is used five thousand times": () =>
    TORCH +
    module(
      `self.n = nn.Dropout(rate(${"a,".repeat(50000)}))`,
      "for i in range(2000): x = self.n(x)\nfor i in range(2000): x = self.n(x)\nreturn x",
    ),
  "copies of a layer of a hundred thousand letters that nothing calls": () =>
    TORCH +
    "import copy\n" +
    `d = nn.Conv2d(${repeated(60, (i) => `a${i}='${"z".repeat(1900)}',`)})\n` +
    module("self.n = nn.ModuleList([copy.deepcopy(d) for i in range(2000)])", "return nn.Dropout(.5)(x)"),
};
