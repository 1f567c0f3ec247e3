import type { KernelExports } from "./exports";

/** Bytes that a kernel may read beyond the end of an array. */
const PADDING = 64;
const PAGE = 65_536;

/** Some of the kernels' memory, with a view that outlives its growth. */
export class Room<View extends ArrayBufferView> {
  private made: View;
  private growths: number;

  constructor(
    private readonly memory: Memory,
    readonly address: number,
    private readonly make: (buffer: ArrayBuffer, address: number) => View,
  ) {
    this.growths = memory.growths;
    this.made = make(memory.buffer, address);
  }

  get view(): View {
    // A comparison of numbers: this is asked for dozens of times a batch, and `buffer` is slow to get.
    if (this.growths !== this.memory.growths) {
      this.growths = this.memory.growths;
      this.made = this.make(this.memory.buffer, this.address);
    }
    return this.made;
  }
}

/** Hands out the memory of one instance of the kernels, one piece after the other. */
export class Memory {
  /** How often the memory has grown: each time views of it die. */
  growths = 0;
  private readonly start: number;
  private next: number;

  constructor(private readonly exports: KernelExports) {
    this.start = this.next = exports.heapBase();
  }

  get buffer(): ArrayBuffer {
    return this.exports.memory.buffer;
  }

  /** What has been handed out; 0 is nothing at all. */
  mark(): number {
    return this.next - this.start;
  }

  /** Takes back what was handed out after `mark`. */
  release(mark: number): void {
    this.next = this.start + mark;
  }

  /** The address of so many bytes, all 0. @throws an Error that says what to do where the machine has no such room. */
  allocate(bytes: number): number {
    const address = Math.ceil(this.next / 16) * 16;
    const end = address + bytes + PADDING;
    const missing = end - this.buffer.byteLength;
    if (missing > 0) this.grow(missing);
    this.next = end;
    new Uint8Array(this.buffer, address, bytes).fill(0);
    return address;
  }

  private grow(missing: number): void {
    try {
      this.exports.memory.grow(Math.ceil(missing / PAGE));
    } catch (cause) {
      const needed = Math.ceil((this.buffer.byteLength + missing) / 1e6);
      throw new Error(`it needs ${needed} MB of memory, more than can be had: use layers of fewer units`, { cause });
    }
    this.growths += 1;
  }

  floats(length: number): Room<Float32Array> {
    return this.room(4 * length, (buffer, at) => new Float32Array(buffer, at, length));
  }

  doubles(length: number): Room<Float64Array> {
    return this.room(8 * length, (buffer, at) => new Float64Array(buffer, at, length));
  }

  words(length: number): Room<Int32Array> {
    return this.room(4 * length, (buffer, at) => new Int32Array(buffer, at, length));
  }

  bytes(length: number): Room<Uint8Array> {
    return this.room(length, (buffer, at) => new Uint8Array(buffer, at, length));
  }

  private room<View extends ArrayBufferView>(
    bytes: number,
    make: (buffer: ArrayBuffer, address: number) => View,
  ): Room<View> {
    return new Room(this, this.allocate(bytes), make);
  }
}
