import { spawnSync } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { pythonWithTorch } from "../../unit/python/torch";
import { succeed } from "../rig/command";
import { ROOT } from "../rig/project";

/** The Python that has torch and Jupyter's kernel; undefined, with a line on why, where there is none. */
export function pythonWithKernel(): string | undefined {
  const found =
    pythonWithTorch !== undefined &&
    spawnSync(pythonWithTorch, ["-c", "import nbclient, ipykernel"], { timeout: 60_000 }).status === 0;
  if (found) return pythonWithTorch;
  console.log(
    "    SKIPPED: no Python with torch, nbclient and ipykernel; set DROPOUT_EXPLORER_PYTHON to one that has them.",
  );
  return undefined;
}

const PROGRAM = `
import json, sys
import nbformat
from nbclient import NotebookClient

folder, name, cells = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
nbformat.validate(notebook)
nbformat.write(notebook, folder + "/" + name)
`;

/** Writes a notebook beside the probe's module as Jupyter leaves it once all cells were run; one that fails is an error. */
export async function executeNotebook(
  python: string,
  folder: string,
  name: string,
  cells: readonly string[],
): Promise<void> {
  await copyFile(join(ROOT, "media", "python", "dropout_probe.py"), join(folder, "dropout_probe.py"));
  await succeed(python, ["-c", PROGRAM, folder, name, JSON.stringify(cells)]);
}
