const bits = new DataView(new ArrayBuffer(8));

/** 2^k, exactly, for an integer k in [-1074, 1023]. */
export function powerOfTwo(k: number): number {
  if (k < -1022) return powerOfTwo(k + 52) / 4503599627370496;
  bits.setInt32(0, (k + 1023) << 20);
  bits.setInt32(4, 0);
  return bits.getFloat64(0);
}

/** floor(log2 x) for a finite x > 0. */
export function floorLog2(x: number): number {
  bits.setFloat64(0, x);
  const exponent = (bits.getInt32(0) >>> 20) & 0x7ff;
  return exponent === 0 ? floorLog2(x * 4503599627370496) - 52 : exponent - 1023;
}
