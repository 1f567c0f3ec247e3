/** `name = ...` or `name: Type = ...` at the beginning of a line: what a cell leaves behind. */
const ASSIGNMENT = /^([A-Za-z_]\w*)[ \t]*(?::[^=\n]+)?=(?!=)[ \t]*([^\n]*)/gm;
/** A class of the notebook that is a module. */
const MODULE_CLASS = /^class[ \t]+(\w+)[ \t]*\([^)\n]*Module\b/gm;
/** What makes models: modules of torch, model libraries, and what gives a model back. */
const MAKES_MODEL =
  /\b(?:nn\.[A-Z]\w*|Sequential|from_pretrained|create_model|DataParallel|DistributedDataParallel|(?:torchvision\.)?models\.\w+|(?:torch\.)?(?:compile|jit\.\w+|load|hub\.load))\s*\(/;
const NAMED_LIKE_MODEL = /model|net(?!work_?config)|encoder|decoder|transformer|classifier|mlp|cnn|lstm|bert|gpt/i;
/** What is made of a model, or stands beside it: its loss, optimiser, data and settings. */
const BESIDE = /loss|criterion|optim|sched|loader|dataset|tokenizer|config|name|path|dir|state_dict|summary|history/i;
const LOSS = /\bnn\.\w*Loss\s*\(|\boptim\.\w/;

/** How much an assignment looks like one of a model; 0 where it does not. */
function likeness(name: string, value: string, classes: readonly string[]): number {
  if (BESIDE.test(name) || LOSS.test(value)) return 0;
  const made = MAKES_MODEL.test(value) || classes.some((one) => new RegExp(`\\b${one}\\s*\\(`).test(value));
  return (made ? 2 : 0) + (NAMED_LIKE_MODEL.test(name) ? 1 : 0);
}

/**
 * The variables of a notebook that look like models, the likeliest first and of equals the one assigned last.
 *
 * @param cells The texts of its code cells, in order.
 */
export function modelNames(cells: readonly string[]): string[] {
  const text = cells.join("\n");
  const classes = [...text.matchAll(MODULE_CLASS)].map(([, name]) => name!);
  const found = new Map<string, { readonly likeness: number; readonly at: number }>();
  for (const { 1: name, 2: value, index } of text.matchAll(ASSIGNMENT)) {
    const now = likeness(name!, value!, classes);
    const before = found.get(name!)?.likeness ?? 0;
    if (now > 0) found.set(name!, { likeness: Math.max(now, before), at: index });
  }
  return [...found].sort(([, a], [, b]) => b.likeness - a.likeness || b.at - a.at).map(([name]) => name);
}
