// sfc32 in 16 lanes, twice so that one's latency hides behind the other's.
#pragma once
#include "vectors.h"

typedef struct { u32x16 a, b, c, d; } Lanes;
typedef struct { Lanes lanes[2]; } Random;

static inline u32x16 next(Lanes *s) {
  const u32x16 t = s->a + s->b + s->d;
  s->d += 1;
  s->a = s->b ^ (s->b >> 9);
  s->b = s->c + (s->c << 3);
  s->c = ((s->c << 21) | (s->c >> 11)) + t;
  return t;
}

static uint64_t splitmix(uint64_t *state) {
  uint64_t z = (*state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static Random seeded(uint64_t seed, uint64_t stream) {
  uint64_t state = seed * 0x100000001b3u + (stream << 40);
  Random r;
  for (int s = 0; s < 2; s++) {
    for (int i = 0; i < LANES; i++) {
      const uint64_t x = splitmix(&state), y = splitmix(&state);
      r.lanes[s].a[i] = x, r.lanes[s].b[i] = x >> 32, r.lanes[s].c[i] = y, r.lanes[s].d[i] = 1;
    }
    for (int i = 0; i < 12; i++) next(&r.lanes[s]);
  }
  return r;
}

static uint32_t threshold(double p) { return (uint32_t)(p * 4294967296.0 + 0.5); }

/** Normal numbers by Box and Muller; the loops are vectorised with the C library's vector functions. */
static void normals(Random *random, float *out, size_t count) {
  for (size_t at = 0; at < count; at += 2 * LANES) {
    const u32x16 u = next(&random->lanes[0]) >> 8, v = next(&random->lanes[1]) >> 8;
    float cosines[LANES], sines[LANES];
    for (int i = 0; i < LANES; i++) {
      const float radius = sqrtf(-2 * logf((u[i] + 1.0f) * 0x1p-24f));
      const float angle = v[i] * (float)(2 * M_PI * 0x1p-24);
      cosines[i] = radius * cosf(angle);
      sines[i] = radius * sinf(angle);
    }
    memcpy(out + at, cosines, sizeof cosines);
    memcpy(out + at + LANES, sines, sizeof sines);
  }
}
