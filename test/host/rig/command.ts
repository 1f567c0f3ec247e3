import { spawn } from "node:child_process";

/** What is left of the environment when nothing of npm's or of an outer VS Code's is passed on. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  // `npm run` describes this project to its children; an npm started for another folder must not take that for its own.
  const unwanted = /^(VSCODE_|ELECTRON_|npm_package_|npm_lifecycle_|npm_config_local_prefix$|NODE_OPTIONS$|INIT_CWD$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([key]) => !unwanted.test(key)));
}

/** How a command ended, with all that it wrote. */
export interface Finished {
  readonly code: number;
  readonly output: string;
}

/** Runs a command to its end and gathers its output. A command that cannot start ends with code 127. */
export function finish(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly echo?: boolean; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Finished> {
  const { cwd, echo = false, env = cleanEnvironment() } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const gather = (chunk: Buffer): void => {
      output += chunk.toString();
      if (echo) process.stdout.write(chunk);
    };
    child.stdout.on("data", gather);
    child.stderr.on("data", gather);
    child.on("error", (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a command and throws, with the end of its output, unless it succeeds. */
export async function succeed(
  command: string,
  args: readonly string[],
  options?: Parameters<typeof finish>[2],
): Promise<string> {
  const { code, output } = await finish(command, args, options);
  if (code === 0) return output;
  const tail = output.trimEnd().split("\n").slice(-20).join("\n");
  throw new Error(`\`${[command, ...args].join(" ")}\` failed with code ${code}:\n${tail}`);
}
