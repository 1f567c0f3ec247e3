/** `name = ...` or `name: Type = ...` at the beginning of a line: what a cell leaves behind. */
const ASSIGNMENT = /^([A-Za-z_]\w*)[ \t]*(?::[^=]+)?=([^=][^]*)?$/;
/** A class of the notebook, and what it is made of. */
const CLASS = /^class[ \t]+(\w+)[ \t]*\(([^)]*)/;
/** What gives models: wrappers, model libraries, and what loads or compiles one. */
const GIVES_MODEL: ReadonlySet<string> = new Set([
  "Sequential",
  "from_pretrained",
  "create_model",
  "DataParallel",
  "DistributedDataParallel",
  "compile",
  "load",
]);
/** Modules all of whose functions give models. */
const GIVE_MODELS: ReadonlySet<string> = new Set(["models", "jit"]);
const OPTIMIZER = /\boptim\.\w/;
const NAMED_LIKE_MODEL = /model|net(?!work_?config)|encoder|decoder|transformer|classifier|mlp|cnn|lstm|bert|gpt/i;
/** What is made of a model, or stands beside it: its loss, optimiser, data and settings. */
const BESIDE = /loss|criterion|optim|sched|loader|dataset|tokenizer|config|name|path|dir|state_dict|summary|history/i;

/** The end of a dotted name that is called: `Linear` of `nn` in `torch.nn.Linear(…)`. */
interface Called {
  readonly name: string;
  readonly of: string;
}

/** What a text calls, in order. */
function calledIn(text: string): readonly Called[] {
  return text
    .split("(")
    .slice(0, -1)
    .map((before) => {
      const code = before.trimEnd();
      let from = code.length;
      while (/[\w.]/.test(code.charAt(from - 1))) from--;
      const [name = "", of = ""] = code.slice(from).split(".").reverse();
      return { name, of };
    });
}

const isLoss = ({ name, of }: Called): boolean => of === "nn" && name.endsWith("Loss");
const givesModel = ({ name, of }: Called): boolean =>
  GIVES_MODEL.has(name) || GIVE_MODELS.has(of) || (of === "nn" && /^[A-Z]/.test(name));

/** The name of the module that a line makes a class of, if it does. */
function moduleClass(line: string): string[] {
  const [, name, bases = ""] = CLASS.exec(line) ?? [];
  return name !== undefined && /Module\b/.test(bases) ? [name] : [];
}

/** How much an assignment looks like one of a model; 0 where it does not. */
function likeness(name: string, value: string, classes: ReadonlySet<string>): number {
  const called = calledIn(value);
  if (BESIDE.test(name) || OPTIMIZER.test(value) || called.some(isLoss)) return 0;
  const made = called.some((call) => givesModel(call) || classes.has(call.name));
  return (made ? 2 : 0) + (NAMED_LIKE_MODEL.test(name) ? 1 : 0);
}

/**
 * The variables of a notebook that look like models, the likeliest first and of equals the one assigned last.
 *
 * @param cells The texts of its code cells, in order.
 */
export function modelNames(cells: readonly string[]): string[] {
  const lines = cells.flatMap((cell) => cell.split(/[\r\n]/));
  const classes = new Set(lines.flatMap(moduleClass));
  const found = new Map<string, { readonly likeness: number; readonly at: number }>();
  for (const [at, line] of lines.entries()) {
    const [, name, value = ""] = ASSIGNMENT.exec(line) ?? [];
    if (name === undefined) continue;
    const now = likeness(name, value, classes);
    const before = found.get(name)?.likeness ?? 0;
    if (now > 0) found.set(name, { likeness: Math.max(now, before), at });
  }
  return [...found].sort(([, a], [, b]) => b.likeness - a.likeness || b.at - a.at).map(([name]) => name);
}
