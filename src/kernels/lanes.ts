/** Two times two float64 rounded to four float32. */
@inline
export function joined(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

/** Stores the first one, two or three float32 of four. */
@inline
export function storeLanes(at: usize, values: v128, lanes: u32): void {
  v128.store_lane<f32>(at, values, 0);
  if (lanes > 1) v128.store_lane<f32>(at, values, 1, 4);
  if (lanes > 2) v128.store_lane<f32>(at, values, 2, 8);
}
