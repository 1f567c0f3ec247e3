import { spawnSync } from "node:child_process";

const named = process.env["DROPOUT_EXPLORER_KERAS_PYTHON"];

/** The Python that can import Keras, on PyTorch: DROPOUT_EXPLORER_KERAS_PYTHON; undefined where there is none. */
export const pythonWithKeras = [named === "" ? undefined : named].find(
  (python) =>
    python !== undefined &&
    spawnSync(python, ["-c", "import keras"], { timeout: 120_000, env: { ...process.env, KERAS_BACKEND: "torch" } })
      .status === 0,
);
