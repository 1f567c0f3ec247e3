// Dropout with 32 bits for each value: exact to 2^-32.
#pragma once
#include "random.h"
#ifdef __AVX512F__
#include <immintrin.h>
#endif

/** Writes past the caches where that is possible: nothing reads it soon. */
static inline void stream(float *to, f32x16 x) {
#ifdef __AVX512F__
  _mm512_stream_ps(to, (__m512)x);
#else
  *(f32x16 *)to = x;
#endif
}

static inline f32x16 where(u32x16 kept, f32x16 x) { return (f32x16)((u32x16)x & kept); }

/** out = x / q where kept, 0 where dropped; up to 31 values more than `count` are written. */
static void dropout(Random *random, const float *x, size_t count, double p, float *out) {
  const u32x16 limit = threshold(p) - (u32x16){};
  const float scale = 1 / (1 - p);
  Lanes a = random->lanes[0], b = random->lanes[1];
  for (size_t i = 0; i < count; i += 2 * LANES) {
    stream(out + i, where(next(&a) >= limit, *(const f32x16 *)(x + i) * scale));
    stream(out + i + LANES, where(next(&b) >= limit, *(const f32x16 *)(x + i + LANES) * scale));
  }
  random->lanes[0] = a, random->lanes[1] = b;
}

/** One mask for two modes: train is scaled, unscaled is not. The count is a multiple of 16. */
static void dropoutModes(Random *random, const float *x, const float *y, size_t count, double p, float *train,
                         float *unscaled) {
  const u32x16 limit = threshold(p) - (u32x16){};
  const float scale = 1 / (1 - p);
  for (size_t i = 0; i < count; i += LANES) {
    const u32x16 kept = next(&random->lanes[(i / LANES) & 1]) >= limit;
    *(f32x16 *)(train + i) = where(kept, *(const f32x16 *)(x + i) * scale);
    *(f32x16 *)(unscaled + i) = where(kept, *(const f32x16 *)(y + i));
  }
}
