import { KERNEL_NAME } from "../base/ids";

const at = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;

/**
 * The metadata of a notebook for this kernel, as VS Code's ipynb support keeps it: Jupyter's own `kernelspec` names the
 * kernel. It stays in the file, and Jupyter says which kernel it misses instead of running layers as Python.
 */
export const notebookMetadata = (): Record<string, unknown> => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {
    kernelspec: { display_name: "Dropout Explorer", language: "python", name: KERNEL_NAME },
    language_info: { name: "python" },
  },
});

/** Whether a notebook is made for this kernel: one that chose another kernel since then is not. */
export function isMadeHere(metadata: unknown): boolean {
  return at(at(at(metadata, "metadata"), "kernelspec"), "name") === KERNEL_NAME;
}
