import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A function of the kernels: pointers, counts and numbers in, one number or nothing out. */
export type Kernel = (...args: number[]) => number;

execFileSync(process.execPath, ["src/kernels/compile.mjs"], { stdio: "inherit" });
/** The compiled kernels, as the workers have them. */
export const kernelBytes = new Uint8Array(readFileSync("out/kernels.wasm"));
const compiled = new WebAssembly.Module(kernelBytes);

/** An instance of the kernels with its own memory, and a way to hand that memory out. */
export class RawKernels {
  private readonly exports = new WebAssembly.Instance(compiled).exports;
  private readonly memory = this.exports["memory"] as WebAssembly.Memory;
  private next = this.call("heapBase");

  /** Calls a kernel by its name. */
  call(name: string, ...args: number[]): number {
    const kernel = this.exports[name] as Kernel | undefined;
    if (kernel === undefined) throw new Error(`The kernels export no ${name}`);
    return kernel(...args);
  }

  /** The address of so many fresh bytes, at a multiple of 16. Views made before may be dead afterwards. */
  allocate(bytes: number): number {
    const at = (this.next + 15) & ~15;
    this.next = at + bytes;
    const missing = this.next - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / 65_536));
    return at;
  }

  floats = (at: number, count: number): Float32Array => new Float32Array(this.memory.buffer, at, count);
  doubles = (at: number, count: number): Float64Array => new Float64Array(this.memory.buffer, at, count);
  words = (at: number, count: number): Uint32Array => new Uint32Array(this.memory.buffer, at, count);
  bytes = (at: number, count: number): Uint8Array => new Uint8Array(this.memory.buffer, at, count);
}
