// Vectors of 16 lanes by GCC's extension, which Clang has too: one AVX-512 register, or several smaller ones.
#pragma once
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef uint32_t u32x16 __attribute__((vector_size(64)));
typedef float f32x16 __attribute__((vector_size(64)));
#define LANES 16

static float *floats(size_t count) { return aligned_alloc(64, (count * 4 + 127) / 64 * 64); }

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e3 * t.tv_sec + 1e-6 * t.tv_nsec;
}
