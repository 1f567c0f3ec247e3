/** The process that runs inputs: it may hang, abort or be out of memory, and its parent knows at which input it was. */
import { writeSync } from "node:fs";
import { setImmediate as breath } from "node:timers/promises";
import { Random } from "./inputs/random";
import { failureIn, type Target } from "./target";
import { TARGETS } from "./targets/index";
import type { FromChild, Slice, ToChild } from "./protocol";

/** The open file in which the number of the present input stands; it costs a microsecond, and outlives this process. */
const PROGRESS = 3;
/** Milliseconds after which messages are let through. */
const BREATH = 50;

const place = new Float64Array(1);
const bytes = new Uint8Array(place.buffer);

function mark(index: number): void {
  place[0] = index;
  writeSync(PROGRESS, bytes, 0, bytes.length, 0);
}

const send = (message: FromChild): void => void process.send?.(message);

function targetOf(name: string): Target {
  const found = TARGETS.find((target) => target.name === name);
  if (!found) throw new Error(`No target is called ${name}`);
  return found;
}

async function slice({ target: name, seed, round, from, milliseconds }: Slice): Promise<void> {
  const target = targetOf(name);
  // What targets prepare once isn't part of an input.
  target.generate(new Random(name));
  const start = performance.now();
  let breathed = start;
  let index = from;
  for (; performance.now() - start < milliseconds; index++) {
    mark(index);
    const input = target.generate(new Random(name, seed, round, index));
    const failure = await failureIn(target, input);
    if (failure) send({ type: "failed", index, input, failure });
    if (!failure && performance.now() - breathed < BREATH) continue;
    await breath();
    breathed = performance.now();
  }
  send({ type: "ended", next: index });
}

/** Tries have numbers too, so that one that hangs is seen. */
let tries = 0;

async function answer(message: ToChild): Promise<void> {
  if (message.type === "slice") {
    await slice(message);
    return;
  }
  mark(--tries);
  const target = targetOf(message.target);
  if (message.type === "try") {
    send({ type: "tried", failure: await failureIn(target, message.input) });
    return;
  }
  send({
    type: "generated",
    input: target.generate(new Random(target.name, message.seed, message.round, message.index)),
  });
}

process.on("message", (message: ToChild) => void answer(message));
process.on("disconnect", () => process.exit());
