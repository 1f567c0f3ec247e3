import { exp, expm1, log1p, normalCdf, tanh as tanh2 } from "./elementary";
import { joined, storeLanes } from "./lanes";

// The functions of activation layers over `count` float32 values. But for the first three they are computed in float64,
// two values at a time, and rounded to float32; adding 0 writes a result of -0 as 0. Formulas are torch.nn's.

const SELU_SCALE: f64 = 1.0507009873554805;
const SELU_ALPHA: f64 = 1.6732632423543772;
/** sqrt(2 / pi) */
const GELU_TANH: f64 = 0.7978845608028654;

/** The functions that `float64Of` knows. */
const enum Kind {
  Elu,
  Selu,
  Silu,
  Softplus,
  Tanh,
  Sigmoid,
  Gelu,
  GeluTanh,
}

/** out = max(0, x), NaN kept. */
export function relu(x: usize, count: u32, out: usize): void {
  const zero = f32x4.splat(0);
  const whole = out + (<usize>(count & ~3) << 2);
  for (; out < whole; out += 16, x += 16) v128.store(out, relu4(v128.load(x), zero));
  if (count & 3) storeLanes(out, relu4(v128.load(x), zero), count & 3);
}

@inline
function relu4(x: v128, zero: v128): v128 {
  return f32x4.add(f32x4.pmax(x, zero), zero);
}

/** out = x. */
export function identity(x: usize, count: u32, out: usize): void {
  const zero = f32x4.splat(0);
  const whole = out + (<usize>(count & ~3) << 2);
  for (; out < whole; out += 16, x += 16) v128.store(out, f32x4.add(v128.load(x), zero));
  if (count & 3) storeLanes(out, f32x4.add(v128.load(x), zero), count & 3);
}

/** out = x for x > 0, else x fround(slope): the float32 product is the float64 product rounded once. */
export function leakyRelu(x: usize, count: u32, out: usize, slope: f64): void {
  const slopes = f32x4.splat(<f32>slope);
  // 0 is added where the product is 0 before it is rounded, and elsewhere -0, which changes nothing.
  const added = f32x4.splat(<f32>slope === 0 ? 0 : -0.0);
  const whole = out + (<usize>(count & ~3) << 2);
  for (; out < whole; out += 16, x += 16) v128.store(out, leakyRelu4(v128.load(x), slopes, added));
  if (count & 3) storeLanes(out, leakyRelu4(v128.load(x), slopes, added), count & 3);
}

@inline
function leakyRelu4(x: v128, slopes: v128, added: v128): v128 {
  const zero = f32x4.splat(0);
  const value = v128.bitselect(x, f32x4.mul(x, slopes), f32x4.gt(x, zero));
  return f32x4.add(value, v128.andnot(added, f32x4.eq(x, zero)));
}

/** out = x for x > 0, else fround(alpha) (e^x - 1). */
export function elu(x: usize, count: u32, out: usize, alpha: f64): void {
  map(Kind.Elu, x, count, out, <f64>(<f32>alpha), 0);
}

/** out = scale x for x > 0, else scale alpha (e^x - 1). */
export function selu(x: usize, count: u32, out: usize): void {
  map(Kind.Selu, x, count, out, 0, 0);
}

/** out = x / (1 + e^-x). */
export function silu(x: usize, count: u32, out: usize): void {
  map(Kind.Silu, x, count, out, 0, 0);
}

/** out = log(1 + e^(beta x)) / beta, and x itself where beta x exceeds the threshold. */
export function softplus(x: usize, count: u32, out: usize, beta: f64, threshold: f64): void {
  map(Kind.Softplus, x, count, out, beta, threshold);
}

/** out = tanh x. */
export function tanh(x: usize, count: u32, out: usize): void {
  map(Kind.Tanh, x, count, out, 0, 0);
}

/** out = 1 / (1 + e^-x). */
export function sigmoid(x: usize, count: u32, out: usize): void {
  map(Kind.Sigmoid, x, count, out, 0, 0);
}

/** out = x Phi(x), Phi the distribution function of N(0, 1). */
export function gelu(x: usize, count: u32, out: usize): void {
  map(Kind.Gelu, x, count, out, 0, 0);
}

/** out = x sigmoid(2 sqrt(2/pi) (x + 0.044715 x^3)), which is x (1 + tanh(sqrt(2/pi) (...))) / 2. */
export function geluTanh(x: usize, count: u32, out: usize): void {
  map(Kind.GeluTanh, x, count, out, 0, 0);
}

/** Applies one function to all values; `a` and `b` are its parameters. */
@inline
function map(kind: Kind, x: usize, count: u32, out: usize, a: f64, b: f64): void {
  const first = f64x2.splat(a);
  const second = f64x2.splat(b);
  const end = out + (<usize>count << 2);
  for (; out < end; out += 16, x += 16) {
    const values = v128.load(x);
    const low = float64Of(kind, f64x2.promote_low_f32x4(values), first, second);
    const high = float64Of(kind, f64x2.promote_low_f32x4(v128.shuffle<i64>(values, values, 1, 1)), first, second);
    if (out + 16 > end) storeLanes(out, joined(low, high), count & 3);
    else v128.store(out, joined(low, high));
  }
}

@inline
function float64Of(kind: Kind, x: v128, a: v128, b: v128): v128 {
  return f64x2.add(valueOf(kind, x, a, b), f64x2.splat(0));
}

@inline
function valueOf(kind: Kind, x: v128, a: v128, b: v128): v128 {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  switch (kind) {
    case Kind.Elu:
      return v128.bitselect(x, f64x2.mul(a, expm1(x)), f64x2.gt(x, zero));
    case Kind.Selu: {
      const below = f64x2.mul(f64x2.splat(SELU_SCALE * SELU_ALPHA), expm1(x));
      return v128.bitselect(f64x2.mul(f64x2.splat(SELU_SCALE), x), below, f64x2.gt(x, zero));
    }
    case Kind.Silu:
      return f64x2.div(x, f64x2.add(one, exp(f64x2.neg(x))));
    case Kind.Softplus: {
      const y = f64x2.mul(x, a);
      return v128.bitselect(x, f64x2.div(log1p(exp(y)), a), f64x2.gt(y, b));
    }
    case Kind.Tanh:
      return tanh2(x);
    case Kind.Sigmoid:
      return f64x2.div(one, f64x2.add(one, exp(f64x2.neg(x))));
    case Kind.Gelu:
      return f64x2.mul(x, normalCdf(x));
    default: {
      const cube = f64x2.mul(f64x2.mul(f64x2.mul(f64x2.splat(0.044715), x), x), x);
      const inner = f64x2.mul(f64x2.splat(-2 * GELU_TANH), f64x2.add(x, cube));
      return f64x2.div(x, f64x2.add(one, exp(inner)));
    }
  }
}
