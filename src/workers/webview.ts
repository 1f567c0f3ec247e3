import type { Spawn } from "../engine/index";
import { startFromBlob } from "./blob";
import { once } from "./once";

/** Starts workers in a webview; the script is fetched once, by its webview URI. */
export function spawnFromUri(uri: string): Spawn {
  const script = once(async () => {
    const response = await fetch(uri);
    if (!response.ok) throw new Error(`its script could not be loaded (${response.status})`);
    return response.text();
  });
  return async () => startFromBlob(await script());
}
