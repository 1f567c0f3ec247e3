/**
 * `npm run bench:view`: what a person who moves the slider of the article's neuron waits for, in the packaged extension
 * in a real VS Code: from the slider's input event to the end of the draw call of the picture of that p, and to the
 * painted frame. Prints a table and JSON; numbers of trials may be given as arguments.
 */
import { Explorer } from "./person/explorer";
import { Workbench } from "./rig/workbench";
import { newWorkspace } from "./rig/workspace";
import { measured, table, type Measured } from "./view/figures";
import { WAYS, type Way } from "./view/moves";
import { seenBy, watch } from "./view/watch";

const MOVES = 200;
/** Moves before those that count: code that runs for the first time is slow once in a session. */
const WARM_UP = 60;
const TRIALS = [1e4, 1e5, 1e6];

async function setTrials(view: Explorer, trials: number): Promise<void> {
  await view.unfold(/^Run/);
  await view.type(view.field("Trials"), String(trials));
  await view.button(/^Run/).click();
  await view.restAsked();
}

async function measure(code: Workbench, view: Explorer, trials: number, way: Way): Promise<Measured> {
  await seenBy(view.canvas);
  await way.move(view, code.page, MOVES, way.every);
  await view.restAsked();
  return measured(trials, way.name, await seenBy(view.canvas));
}

async function main(): Promise<void> {
  const asked = process.argv.slice(2).map(Number);
  const workspace = await newWorkspace();
  const code = await Workbench.open({ folder: workspace.folder });
  try {
    await code.openView();
    const view = new Explorer(code.view());
    await view.rest();
    await watch(view.canvas);
    const rows: Measured[] = [];
    for (const trials of asked.length > 0 ? asked : TRIALS) {
      await setTrials(view, trials);
      for (const way of WAYS) {
        await way.move(view, code.page, WARM_UP, way.every);
        await view.restAsked();
        rows.push(await measure(code, view, trials, way));
      }
    }
    console.log(`Milliseconds, median / 95th percentile\n\n${table(rows)}\n\n${JSON.stringify(rows, null, 2)}`);
  } finally {
    await code.close();
    await workspace.remove();
  }
}

void main();
