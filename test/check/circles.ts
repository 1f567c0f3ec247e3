/**
 * Refuses circles of imports in the source, those of types too: in a circle nothing can be read, tested or moved alone.
 *
 *     npm run check:circles
 *
 * Part of `npm run check`.
 */
import { join } from "node:path";
import { ROOT } from "../host/rig/project";
import { circlesIn, importsIn } from "./imports";

/** Folders of the source whose circles are named, and don't fail the check yet. */
const NOT_YET: ReadonlySet<string> = new Set(["extension"]);

const isRefused = (circle: readonly string[]): boolean => circle.every((file) => !NOT_YET.has(file.split("/")[0]!));

const imports = importsIn(join(ROOT, "src"));
const circles = circlesIn(imports);
for (const circle of circles) console.error(`A circle of imports:\n    ${circle.join("\n    ")}`);
console.log(`${imports.size} files, ${circles.length} circles of imports`);
if (circles.some(isRefused)) process.exitCode = 1;
