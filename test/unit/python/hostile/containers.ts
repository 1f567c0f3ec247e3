import { module, repeated, TORCH } from "./support";

/** Values and modules that multiply, hold themselves or are deep. */
export const CONTAINERS: Readonly<Record<string, () => string>> = {
  "a Sequential that holds itself twice, forty times over": () =>
    TORCH + "n = nn.Sequential(nn.Dropout(.5))\n" + "n = nn.Sequential(n, n)\n".repeat(40),
  "the same in a class": () =>
    TORCH + module("n = nn.Sequential(nn.Dropout(.5))\n" + "n = nn.Sequential(n, n)\n".repeat(40) + "self.n = n"),
  "a Sequential of itself and its deep copy, forty times over": () =>
    TORCH +
    "import copy\n" +
    module(
      "n = nn.Sequential(nn.Dropout(.5))\n" + "n = nn.Sequential(n, copy.deepcopy(n))\n".repeat(40) + "self.n = n",
    ),
  "thirty thousand deep copies of deep copies": () =>
    TORCH + "import copy\nn = nn.Sequential(nn.Dropout(.5))\n" + "n = copy.deepcopy(n)\n".repeat(30000),
  "a list that is unpacked twice into itself": () => "nn\nx = [1]\n" + "x = [*x, *x]\n".repeat(40),
  "a Sequential that is unpacked twice into itself": () =>
    TORCH + "n = nn.Sequential(nn.Dropout(.5))\n" + "n = nn.Sequential(*n, *n)\n".repeat(40),
  "functions that double their arguments": () =>
    TORCH +
    "def f(*a): return f2(*a, *a)\ndef f2(*a): return f(*a, *a)\nx = f(1)\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "a dictionary that doubles": () =>
    TORCH + "d = {'a': 1}\n" + repeated(40, (i) => `d = {**d, **{k + str(${i}): 1 for k in d}}\n`),
  "a ModuleList that is added to itself": () => TORCH + "x = nn.ModuleList([nn.Dropout(.1)])\n" + "x += x\n".repeat(60),
  "a list that is added to itself in place": () =>
    TORCH + "x = [nn.Dropout(.1)]\n" + "x += x\n".repeat(60) + "n = nn.Sequential(*x)\n",
  "a list that is added to itself": () =>
    TORCH + "x = [nn.Dropout(.1)]\n" + "x = x + x\n".repeat(60) + "n = nn.Sequential(*x)\n",
  "a Sequential that holds itself": () =>
    TORCH + module("self.n = nn.Sequential(nn.Dropout(.5))\nself.n.append(self.n)"),
  "a Sequential that holds itself twice": () =>
    TORCH + module("self.n = nn.Sequential(nn.Dropout(.5))\nself.n.append(self.n)\nself.n.append(self.n)"),
  "two containers that hold each other": () =>
    TORCH + module("self.a = nn.Sequential(nn.Dropout(.5))\nself.n = nn.Sequential(self.a)\nself.a.append(self.n)"),
  "two containers that hold each other twice": () =>
    TORCH +
    module(
      "self.a = nn.Sequential(nn.Dropout(.5))\nself.n = nn.Sequential(self.a, self.a)\nself.a.append(self.n)\nself.a.append(self.n)",
    ),
  "an object that is its own attribute": () =>
    TORCH + module("self.d = nn.Dropout(.5)\nself.me = self", "return self.me(self.me(x))"),
  "a list that holds itself": () =>
    TORCH + "x = []\nx.append(x)\nx.append(x)\ny = nn.Sequential(*x)\nprint(x, x == x)\nf(x)\n",
  "an f-string that doubles": () =>
    "nn\na = 'xx'\n" +
    "a = f'{a}{a}'\n".repeat(60) +
    "net = nn.Sequential(nn.Dropout(.5))\nnet.add_module(a, nn.Linear(2,2))\n",
  "a text that doubles": () => "nn\na = 'xx'\n" + "a = a + a\n".repeat(60) + "net = nn.Sequential(nn.Dropout(.5))\n",
  "a text that grows by % sixty thousand times": () => "nn\na = 'xx%s'\n" + "a = 'x%s' % a\n".repeat(60000),
  "a text that grows by format sixty thousand times": () => "nn\na = 'xx'\n" + "a = 'x{}'.format(a)\n".repeat(60000),
  "lists and texts times a billion and times infinity": () =>
    "nn\nx = 'a' * 10**9\nx = [0] * 10**9\nx = [] * 10**9\nx = 10**9 * []\nx = [] * 1e999\nx = [1] * 1e999\nx = () * 2**62\nx = [[]] * 10**9\nx=''*10**9\nnet = nn.Sequential(nn.Dropout(.5))",
  "a text that is joined with itself": () => "nn\na = 'x'\n" + "a = a.join([a, a, a])\n".repeat(100),
  "ranges of a billion, and loops of billions": () =>
    "nn\nx = range(10**9)\nx = list(range(10**9))\nx = [i for i in range(2000) for j in range(2000) for k in range(2000)]\nx = [[0]*2000 for i in range(2000)]\nx = range(0, 10**9, 1e-300)\nx = range(1e999)\nx=range(0,10,0)\nnet = nn.Sequential(nn.Dropout(.5))",
  "a dictionary of four million entries": () =>
    "nn\nd = {i * 2000 + j: [i, j] for i in range(2000) for j in range(2000)}\nnet = nn.Sequential(nn.Dropout(.5))",
  "a zip of ten thousand lists of ten thousand": () =>
    "nn\nx = [0] * 10000\ny = [x] * 10000\nz = zip(*y)\nz = list(zip(*y))\nz = enumerate(y)\nnet = nn.Sequential(nn.Dropout(.5))",
  "slices with giant bounds": () =>
    "nn\nx = [0] * 10000\n" +
    "y = x[-10**9:10**9]\ny = x[::10**9]\ny = x[1e999:]\ny = x[::-1]\ny = x[::1e-9]\n".repeat(2000),
  "lists that are shifted": () =>
    TORCH +
    "x = [0] * 10000\nfor i in range(2000):\n    x.insert(0, 1)\n    x.insert(0, 1)\n    x.pop(0)\n    x.reverse()\n",
  "a list ten thousand levels deep in a class": () =>
    TORCH + module("x = [nn.Dropout(.5)]\n" + "for i in range(2000): x = [x]\n".repeat(5) + "self.n = x", "return x"),
  "a list ten thousand levels deep as an argument": () =>
    TORCH +
    module(
      "x = [nn.Dropout(.5)]\n" +
        "for i in range(2000): x = [x]\n".repeat(5) +
        "self.n = foo(x)\nself.m = nn.Sequential(x)\nself.k = nn.Foo(x)\nself.eq = 1 if x == x else 2",
      "return x",
    ),
  "a dictionary ten thousand levels deep": () =>
    TORCH +
    module(
      "x = {'a': nn.Dropout(.5)}\n" + "for i in range(2000): x = {'a': x}\n".repeat(5) + "self.n = x",
      "return foo(x, self.n)",
    ),
  "a Sequential ten thousand levels deep": () =>
    TORCH + module("x = nn.Dropout(.5)\n" + "for i in range(2000): x = nn.Sequential(x)\n".repeat(5) + "self.n = x"),
  "a Sequential that is written five thousand levels deep": () =>
    TORCH + "n = " + "nn.Sequential(".repeat(5000) + "nn.Dropout(.5)" + ")".repeat(5000) + "\n",
  "millions of layers that are kept in lists and in classes": () =>
    TORCH +
    "x = []\n" +
    "x.append([nn.Linear(i, i) for i in range(2000)])\n".repeat(3000) +
    repeated(3000, (i) => {
      const init = "self.n = nn.ModuleList([nn.Linear(j, j) for j in range(300)])";
      return module(init, "for m in self.n: x = m(x)\nreturn x", `A${i}`);
    }),
  "millions of tuples that are kept in lists": () =>
    TORCH + "x = []\n" + "x.append([(1, 1, 1, 1, 1, 1, 1, 1) for i in range(2000)])\n".repeat(16_000),
};
