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

const imports = importsIn(join(ROOT, "src"));
const circles = circlesIn(imports);
for (const circle of circles) console.error(`A circle of imports:\n    ${circle.join("\n    ")}`);
console.log(`${imports.size} files, ${circles.length} circles of imports`);
if (circles.length > 0) process.exitCode = 1;
