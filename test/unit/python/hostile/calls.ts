import { KERAS, repeated, TORCH } from "./support";

/** Classes, functions and layers of Keras that multiply or are deep. */
export const CALLS: Readonly<Record<string, () => string>> = {
  "three thousand classes, each the base of the next": () =>
    TORCH +
    "class A0(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.d = nn.Dropout(.5)\n    def forward(self, x): return self.d(x)\n" +
    repeated(3000, (i) => `class A${i + 1}(A${i}): pass\n`),
  "three thousand classes that call super()": () =>
    TORCH +
    "class A0(nn.Module):\n    def __init__(self):\n        self.d = nn.Dropout(.5)\n    def forward(self, x): return self.d(x)\n" +
    repeated(
      3000,
      (i) =>
        `class A${i + 1}(A${i}):\n    def __init__(self):\n        super().__init__()\n    def forward(self, x): return super().forward(x)\n`,
    ),
  "three thousand classes in a row": () =>
    TORCH +
    repeated(
      3000,
      (i) =>
        `class A${i}(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.d = nn.Dropout(.5)\n    def forward(self, x): return self.d(x)\n`,
    ),
  "a class of two thousand bases": () =>
    TORCH +
    repeated(2000, (i) => `class A${i}(nn.Module): pass\n`) +
    `class B(${repeated(2000, (i) => `A${i},`)}):\n    def forward(self, x): return x\n`,
  "four thousand classes that share bases": () =>
    TORCH +
    "class A0(nn.Module): pass\nclass B0(nn.Module): pass\n" +
    repeated(2000, (i) => `class A${i + 1}(A${i}, B${i}): pass\nclass B${i + 1}(B${i}, A${i}): pass\n`),
  "classes that are bases of each other": () =>
    TORCH + "class A(B): pass\nclass B(A): pass\nclass A(B): pass\nclass B(A):\n    def forward(self,x): return x\n",
  "classes inside classes": () =>
    TORCH + repeated(300, (i) => " ".repeat(i) + `class A${i}(nn.Module):\n`) + " ".repeat(300) + "pass\n",
  "functions that call each other twice": () =>
    TORCH + "def f(x): return g(x) + g(x)\ndef g(x): return f(x) + f(x)\ny = f(nn.Sequential(nn.Dropout(.5)))\n",
  "thirty functions that call all thirty": () =>
    TORCH +
    repeated(30, (i) => `def f${i}(x): return [${repeated(30, (j) => `f${j}(x),`)}]\n`) +
    "y = f0(1)\nnet = nn.Sequential(nn.Dropout(.5))\n",
  "forty functions that call the one before twice": () =>
    TORCH +
    "def f0(x): return nn.Sequential(nn.Dropout(.5))\n" +
    repeated(40, (i) => `def f${i + 1}(x): return nn.Sequential(f${i}(x), f${i}(x))\n`) +
    "n = f40(1)\n",
  "lambdas that call the one before twice": () =>
    TORCH + "f = lambda x: x\n" + "f = lambda x, f=f: f(f(x))\n".repeat(60) + "y = f(nn.Sequential(nn.Dropout(.5)))\n",
  "twenty thousand lambdas inside each other": () => TORCH + "f = " + "lambda: ".repeat(20000) + "1\n",
  "thirty thousand partials of partials": () =>
    TORCH +
    "from functools import partial\nf = nn.Dropout\n" +
    "f = partial(f, .5)\n".repeat(30000) +
    "n = nn.Sequential(f())\n",
  "a functional graph that doubles": () =>
    KERAS +
    "i = keras.Input((4,))\nx = layers.Dense(4)(i)\n" +
    "x = layers.Add()([x, x])\n".repeat(40) +
    "m = keras.Model(i, x)\n",
  "a step of eight thousand values, two thousand times": () =>
    KERAS +
    "i = keras.Input((4,))\nx = [layers.Dense(4)(i)]\n" +
    "x = x + x\n".repeat(13) +
    "y = layers.Add()(x)\n".repeat(2000) +
    "m = keras.Model(i, y)\n",
  "functional models that hold the one before twice": () =>
    KERAS +
    "i = keras.Input((4,))\nm = keras.Model(i, layers.Dropout(.5)(i))\n" +
    "i = keras.Input((4,))\nm = keras.Model(i, m(m(i)))\n".repeat(40),
  "Keras models that hold the one before twice": () =>
    KERAS +
    "m = keras.Sequential([layers.Dropout(.5)])\n" +
    "m = keras.Sequential([m, m])\n".repeat(40) +
    "i = keras.Input((4,))\nk = keras.Model(i, m(i))\n",
  "a Keras model that holds itself": () =>
    KERAS +
    "m = keras.Sequential([layers.Dropout(.5)])\nm.add(m)\nm.add(m)\ni = keras.Input((4,))\nk = keras.Model(i, m(i))\n",
  "a functional model of thirty thousand layers": () =>
    KERAS +
    "i = x = keras.Input((4,))\n" +
    "x = layers.Dropout(.5)(x)\n".repeat(30000) +
    "m = keras.Model(i, x)\nj = keras.Input((4,))\nk = keras.Model(j, m(j))\n",
  "thirty thousand wrappers of wrappers": () =>
    KERAS +
    "x = layers.Dropout(.5)\n" +
    "x = layers.TimeDistributed(x)\n".repeat(30000) +
    "m = keras.Sequential([x])\n",
};
