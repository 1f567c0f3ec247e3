import { parseArgs } from "node:util";
import { WORKS, type WorkId } from "./works";

/** What a run of the bench is to do. */
export interface Options {
  readonly works: readonly WorkId[];
  readonly repetitions: number;
  /** Contenders by the beginning of their names; empty for all. */
  readonly contenders: readonly string[];
  readonly growth: boolean;
}

/** Whether a run leaves nothing out, so that its results are worth keeping. */
export const isWhole = ({ works, contenders, growth }: Options): boolean =>
  works.length === WORKS.length && contenders.length === 0 && growth;

/** What `--help` prints. */
export const HELP = `npm run bench -- [options]
  --works ${WORKS.join(",")}   some of the works
  --repetitions 7        interleaved runs, of which the medians are shown
  --contenders torch,C   those whose name begins so, beside this engine
  --no-growth            leave out the growth with trials
A run that leaves nothing out is kept in test/bench/results/latest.json,
which \`npm run bench:plots\` draws.`;

/** Reads the command line; null asks for help. @throws an Error that names what it does not know. */
export function readOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      works: { type: "string", default: WORKS.join(",") },
      repetitions: { type: "string", default: "7" },
      contenders: { type: "string", default: "" },
      "no-growth": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  const repetitions = Number(values.repetitions);
  if (!Number.isInteger(repetitions) || repetitions < 1) {
    throw new Error(`--repetitions is "${values.repetitions}": write an integer of at least 1`);
  }
  return {
    works: values.works.split(",").map(workOf),
    repetitions,
    contenders: values.contenders.split(",").filter((name) => name !== ""),
    growth: !values["no-growth"],
  };
}

function workOf(name: string): WorkId {
  const work = WORKS.find((each) => each === name);
  if (work === undefined) throw new Error(`--works has "${name}": write some of ${WORKS.join(", ")}`);
  return work;
}
