// The browser's mocha: the same file runs in the Node extension host and in the web worker one.
import type MochaClass from "mocha";
import mocha from "mocha-in-host";
import { MARK, type HostEvent } from "./events";

/** Tells the program that drives the suite. */
export const tell = (event: HostEvent): void => console.log(MARK + JSON.stringify(event));

const reason = (error: unknown): string => {
  const { stack, message } = error as { stack?: string; message?: string };
  const text = stack?.includes(message ?? "") ? stack : `${message ?? String(error)}\n${stack ?? ""}`;
  return text.slice(0, 4000);
};

function TellingReporter(runner: Mocha.Runner): void {
  runner.on("pass", (test) => tell({ kind: "pass", title: test.fullTitle(), milliseconds: test.duration ?? 0 }));
  runner.on("pending", (test) => tell({ kind: "skip", title: test.fullTitle() }));
  runner.on("fail", (test, error: unknown) => tell({ kind: "fail", title: test.fullTitle(), reason: reason(error) }));
}

/** Runs what `load` defines, inside an extension host. Rejects when a test fails, and when there is none. */
export async function runTests(load: () => void): Promise<void> {
  mocha.ui("bdd");
  mocha.reporter(TellingReporter as never).timeout(60_000);
  try {
    load();
  } catch (error) {
    // Else the workbench would be told no more than that it failed.
    tell({ kind: "fail", title: "loading the tests", reason: reason(error) });
    throw error;
  }
  return new Promise((resolve, reject) => {
    // Its own `run` reads the address of a page, which Node has not.
    const Mocha = mocha.constructor as typeof MochaClass;
    const runner = Mocha.prototype.run.call(mocha, (failures) => {
      if (failures > 0) reject(new Error(`${failures} failed`));
      else if (runner.total === 0) reject(new Error("no test was found"));
      else resolve();
    });
  });
}
