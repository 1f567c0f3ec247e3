import type { Spawn } from "../engine/index";
import { startFromBlob } from "./blob";

/** Starts workers in a webview; the script is fetched once, by its webview URI. */
export function spawnFromUri(uri: string): Spawn {
  let script: Promise<string> | null = null;
  return async () => {
    script ??= fetch(uri).then((response) => {
      if (!response.ok) throw new Error(`its script could not be loaded (${response.status})`);
      return response.text();
    });
    return startFromBlob(await script);
  };
}
