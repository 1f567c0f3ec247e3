/** A cell of a notebook, before VS Code has it. */
export interface ExampleCell {
  readonly kind: "markdown" | "code";
  readonly text: string;
}

const markdown = (text: string): ExampleCell => ({ kind: "markdown", text });
const code = (text: string): ExampleCell => ({ kind: "code", text });

/** An answer that shows when it is asked for, in VS Code, JupyterLab and on GitHub alike. */
const answer = (text: string): ExampleCell =>
  markdown(`<details>\n<summary><b>Answer</b></summary>\n\n${text}\n\n</details>`);

/** The settings of a neuron whose weights are 1, as comment lines. */
const neuron = (bias: number, layers: string): ExampleCell =>
  code(`# input: 100, constant 1\n# weight: constant 1\n# bias: constant ${bias}\n${layers}`);

/**
 * The article's experiment as a notebook: a question to answer first, the cell that shows it, and why, four times. Every
 * number in the text is derived where it stands; with q = 1 - p, the number of inputs that a mask keeps is binomial: its
 * mean is 100 q, its standard deviation sqrt(100 p q).
 */
export const EXAMPLE: readonly ExampleCell[] = [
  markdown(`# What dropout does to a neuron's input

Most tutorials say: dropout zeroes activations with probability p in training. That is half of it.

Four small experiments show the other half. **Read the question, write down your guess, then run the cell** (Shift+Enter).
The kernel "Dropout Explorer" runs layers in PyTorch notation, without Python. Each run draws 10\u202f000 masks and compares
**eval**, **train**, and **unscaled train**: training without the factor 1/(1-p). Lines that begin with \`#\` are settings.`),

  markdown(`## 1. The mask

100 neurons, each with activation 1, go through a dropout with p = 0.4.

**Guess:** which values come out in training, and which share of them is 0? Where must the mean lie without the factor, and
where with it?`),
  code("# input: 100, constant 1\nnn.Dropout(0.4)"),
  answer(`In training, 40 % of the values are 0. Without the factor the others stay 1, and the mean is 1 - p = 0.6. With it
they become 1/(1-p) = 1/0.6 = 1.667, and the mean is 0.6 · 1.667 = 1 again. In evaluation nothing is dropped.`),

  markdown(`## 2. One neuron after it

The 100 values are the input of one neuron whose weights are all 1 and whose bias is 0. It adds up what it gets.

**Guess:** what does it receive in evaluation? And on average in training, without the factor and with it?`),
  neuron(0, "nn.Sequential(nn.Dropout(0.4), nn.Linear(100, 1))"),
  answer(`In evaluation it receives 100. In training, without the factor, only 100 (1-p) = 60 on average: training and
evaluation disagree, and weights learned at 60 would meet 100. So dropout also multiplies the survivors by 1/(1-p) in
training: 60 / 0.6 = 100, and both agree in expectation.`),

  markdown(`## 3. The spread

The same neuron with p = 0.5. Its mean agrees again, but every mask is another draw.

**Guess:** how far from its mean does the input lie in a typical training step, without the factor and with it? And in
evaluation?`),
  neuron(0, "nn.Sequential(nn.Dropout(0.5), nn.Linear(100, 1))"),
  answer(`With q = 1 - p, the number of inputs kept has standard deviation √(100 p q) = √(100 · 0.5 · 0.5) = 5. The factor
1/q = 2 doubles that to 10, around a mean of 100. In evaluation there is no spread at all. The factor repairs the mean and
widens the spread; no factor could repair both.

Back in experiment 2 it was √(100 · 0.4 · 0.6) = 4.899, and 4.899 / 0.6 = 8.165 with the factor.`),

  markdown(`## 4. After a ReLU

p = 0.4 again, with a bias of -90 and a ReLU after the neuron.

**Guess:** what comes out of the ReLU in evaluation? Without the factor, how often does it fire in training? With the
factor, is its mean the same as in evaluation?`),
  neuron(-90, "nn.Sequential(nn.Dropout(0.4), nn.Linear(100, 1), nn.ReLU())"),
  answer(`In evaluation: 100 - 90 = 10. Without the factor the ReLU is fed 60 - 90 = -30 on average, with a spread of 4.899:
zero is six standard deviations away, and it is silent in training although it fires in evaluation. With the factor its
input is 10 on average, as in evaluation, with a spread of 8.165. The ReLU cuts off what falls below 0, so the mean of what
comes out lies above 10: the means agree up to the next nonlinearity, not after it.

Now change p, the bias or the layers, and guess again.`),
];
