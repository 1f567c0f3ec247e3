/** `npm run bench:plots`: draws the README's pictures from the last run of the bench. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launchBrowser } from "../../host/rig/chromium";
import { ROOT } from "../../host/rig/project";
import { load } from "../driver/results";
import { growthPicture } from "./growth";
import { hasSpeed, speedPicture } from "./speed";

const TARGET = join(ROOT, "media", "bench");

/** Renders SVG to PNG at twice its size: vsce refuses SVG in a README. */
async function render(pictures: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(TARGET, { recursive: true });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ deviceScaleFactor: 2 });
    for (const [name, svg] of pictures) {
      await page.setContent(`<body style="margin: 0; background: transparent">${svg}</body>`);
      await page.locator("svg").screenshot({ path: join(TARGET, `${name}.png`), omitBackground: true });
      console.log(`media/bench/${name}.png`);
    }
  } finally {
    await browser.close();
  }
}

async function main(): Promise<void> {
  const results = await load();
  const pictures = new Map<string, string>();
  if (hasSpeed(results)) pictures.set("speed", speedPicture(results));
  if (results.growth.length > 0) pictures.set("growth", growthPicture(results));
  await render(pictures);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
