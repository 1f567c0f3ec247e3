/** Recheck's build in plain JavaScript: it needs no program of the machine's own kind, and gives the same everywhere. */
declare module "recheck/lib/browser.js" {
  export { checkSync } from "recheck";
}
