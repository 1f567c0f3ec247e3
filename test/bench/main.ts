/** `npm run bench`: this engine beside others, and how its runs grow. */
import { checkFor } from "./driver/agreement";
import { Asking } from "./driver/asking";
import { buildOurs, installPackages } from "./driver/build";
import { findContenders } from "./driver/contenders";
import { growthTable, measureGrowth } from "./driver/growth";
import { measure, type Cells } from "./driver/measure";
import { HELP, isWhole, readOptions, type Options } from "./driver/options";
import { machine, rowsOf, save } from "./driver/results";
import { table } from "./driver/table";
import { WORK } from "./driver/works";

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const loudly = (text: string): void => console.error(`\n!!! ${text}`);

/** Starts those that are asked for; who cannot start is named. */
async function startAll({ contenders, works }: Options): Promise<{ askings: Asking[]; leftOut: string[] }> {
  const askings: Asking[] = [];
  const leftOut: string[] = [];
  const wanted = ({ name }: { readonly name: string }): boolean =>
    contenders.length === 0 || name.startsWith("this engine") || contenders.some((each) => name.startsWith(each));
  for (const contender of (await findContenders()).filter(wanted)) {
    const asking = "missing" in contender ? contender.missing : await Asking.start(contender).catch(message);
    if (typeof asking === "string") leftOut.push(`LEFT OUT: ${contender.name}: ${asking}`);
    else if (works.some((work) => asking.introduction.works.includes(work))) askings.push(asking);
    else asking.end();
  }
  leftOut.forEach(loudly);
  return { askings, leftOut };
}

/** Why cells are empty or scaled. */
function notes(askings: readonly Asking[], { works }: Options): string[] {
  return askings.flatMap(({ contender, introduction }) => {
    const lacking = works.filter((work) => !introduction.works.includes(work)).map((work) => WORK[work].short);
    const scaled = works.filter((work) => contender.sizes?.[work] !== undefined);
    return [
      `${contender.name}: ${introduction.about}`,
      ...(lacking.length > 0 ? [`  no ${lacking.join(", ")}: ${contender.lacks ?? "not offered"}`] : []),
      ...scaled.map(
        (work) => `  * ${WORK[work].short}: run at ${contender.sizes![work]!} of ${WORK[work].size} and scaled`,
      ),
    ];
  });
}

/** Names every disagreement; gives how many there are. */
function disagreements(cells: Cells): number {
  const wrong = [...cells].flatMap(([name, row]) =>
    Object.entries(row).flatMap(([work, cell]) => cell.wrong.map((why) => `${name}, ${work}: ${why}`)),
  );
  wrong.forEach((each) => loudly(`DISAGREES OR FAILED: ${each}`));
  return wrong.length;
}

async function run(options: Options): Promise<number> {
  await Promise.all([installPackages(), buildOurs()]);
  const { askings, leftOut } = await startAll(options);
  try {
    const check = await checkFor(options.works);
    const cells = await measure(askings, options.works, options.repetitions, check);
    const abouts = new Map(askings.map(({ contender, introduction }) => [contender.name, introduction.about]));
    const rows = rowsOf(cells, abouts);
    const growth = options.growth ? await measureGrowth() : [];
    console.log(`\n${machine()}; medians of ${options.repetitions} interleaved runs\n`);
    options.works.forEach((work) => console.log(`${WORK[work].short}: ${WORK[work].title}`));
    console.log(`\n${table(rows, options.works)}\n\n${notes(askings, options).join("\n")}`);
    if (growth.length > 0)
      console.log(`\nThe neuron with 2 workers, each in a fresh process:\n\n${growthTable(growth)}`);
    leftOut.forEach(loudly);
    const wrong = disagreements(cells);
    if (isWhole(options)) {
      console.log(`\n${await save({ machine: machine(), repetitions: options.repetitions, rows, growth })}`);
    }
    return wrong;
  } finally {
    askings.forEach((asking) => asking.end());
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) console.log(HELP);
  else if ((await run(options)) > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  loudly(message(error));
  process.exitCode = 1;
});
