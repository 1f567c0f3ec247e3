import { spawnSync } from "node:child_process";

const named = process.env["DROPOUT_EXPLORER_PYTHON"];
const candidates = named === undefined || named === "" ? ["python3"] : [named];

/** The Python that can import torch: DROPOUT_EXPLORER_PYTHON, else python3; undefined where it cannot. */
export const pythonWithTorch = candidates.find(
  (python) => spawnSync(python, ["-c", "import torch"], { timeout: 60_000 }).status === 0,
);

function python(args: readonly string[], input: string): string {
  const { status, stdout, stderr } = spawnSync(pythonWithTorch!, args, { input, encoding: "utf8", timeout: 120_000 });
  if (status !== 0) throw new Error(`Python ended with ${status}:\n${stderr}`);
  return stdout;
}

/** What a Python program prints, in a process of its own. */
export const runProgram = (program: string): string => python(["-"], program);

/** Runs each program with names of its own; torch is imported once, which takes longer than most programs. */
const RUNNER = `
import contextlib, io, json, sys
printed = []
for program in json.load(sys.stdin):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(program, {"__name__": "__main__"})
    printed.append(out.getvalue())
json.dump(printed, sys.stdout)
`;

/** What several Python programs print, one after the other in one process. */
export const runPrograms = (programs: readonly string[]): string[] =>
  JSON.parse(python(["-c", RUNNER], JSON.stringify(programs))) as string[];
