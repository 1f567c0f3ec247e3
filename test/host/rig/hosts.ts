import type { Settings } from "./server";
import type { VSCodeVersion } from "./versions";

/** The harness extension that carries the tests beside the installed package. */
export const HARNESS = "dropout-explorer.harness";

/** One kind of extension host that the suites run in. */
export interface Host {
  readonly name: string;
  readonly version: VSCodeVersion["name"];
  /** The folders of test/host/suites whose tests run here. */
  readonly suites: readonly string[];
  /** "web" is the web-worker extension host, without Node. */
  readonly platform: "node" | "web";
  /** Whether the folder is opened untrusted. */
  readonly restricted?: boolean;
  settings(extension: string): Settings;
}

const noSettings = (): Settings => ({});

/** Every extension host that `npm run test:host` uses. */
export const HOSTS: readonly Host[] = [
  {
    name: "node-oldest",
    version: "oldest",
    suites: ["node", "common", "kernel"],
    platform: "node",
    settings: noSettings,
  },
  {
    name: "node-newest",
    version: "newest",
    suites: ["node", "common", "kernel"],
    platform: "node",
    settings: noSettings,
  },
  {
    name: "web-worker",
    version: "newest",
    suites: ["common", "kernel", "web"],
    platform: "web",
    settings: (extension) => ({ "remote.extensionKind": { [extension]: ["web"], [HARNESS]: ["web"] } }),
  },
  {
    name: "restricted",
    version: "newest",
    suites: ["common", "restricted"],
    platform: "node",
    restricted: true,
    settings: noSettings,
  },
];
