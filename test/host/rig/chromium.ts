import { chromium, type Browser } from "playwright-core";
import { findBrowser } from "./browser";

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a Chromium with a new profile; `HEADED=1` shows its window. */
export async function launchBrowser(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({
    executablePath: await findBrowser(),
    headless: !process.env["HEADED"],
    args: [...FLAGS, ...asRoot],
  });
}
