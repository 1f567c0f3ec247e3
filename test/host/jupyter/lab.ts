import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonWith } from "../../bench/driver/python";
import { cleanEnvironment } from "../rig/command";

/** The JupyterLab that outputs are looked at in; nbformat comes with it. */
const VERSION = "4.6.4";

/** The Python that has it, which is installed into the cache where it is missing; undefined, with a line on why, where it cannot be. */
export async function pythonWithLab(): Promise<string | undefined> {
  try {
    return await pythonWith("jupyterlab", VERSION);
  } catch (error) {
    console.log(
      `    SKIPPED: JupyterLab ${VERSION} cannot be installed: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  }
}

/** A JupyterLab of one's own, on this machine alone. */
export interface Lab {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts JupyterLab in a folder, with settings and signatures in a folder that ends with it. */
export async function startLab(python: string, folder: string): Promise<Lab> {
  const data = await mkdtemp(join(tmpdir(), "dropout-explorer-jupyter-"));
  const own = {
    JUPYTER_DATA_DIR: data,
    JUPYTER_CONFIG_DIR: join(data, "config"),
    JUPYTER_RUNTIME_DIR: join(data, "run"),
  };
  const options = ["--no-browser", "--ip=127.0.0.1", "--port=0", "--IdentityProvider.token=", "--allow-root"];
  const child = spawn(python, ["-m", "jupyterlab", ...options, `--ServerApp.root_dir=${folder}`], {
    env: { ...cleanEnvironment(), ...own },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = async (): Promise<void> => {
    const gone = child.exitCode === null ? new Promise((resolve) => child.once("exit", resolve)) : undefined;
    child.kill("SIGKILL");
    await gone;
    await rm(data, { recursive: true, force: true });
  };
  return address(child).then(
    (url) => ({ url, stop }),
    async (error: unknown) => {
      await stop();
      throw error;
    },
  );
}

function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = "";
    const timer = setTimeout(() => reject(new Error(`JupyterLab did not start within 60 seconds:\n${log}`)), 60_000);
    const read = (chunk: Buffer): void => {
      log += chunk.toString();
      const port = /http:\/\/127\.0\.0\.1:(\d+)\/lab/.exec(log)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(`http://127.0.0.1:${port}/`);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", () => reject(new Error(`JupyterLab ended while starting:\n${log}`)));
  });
}
