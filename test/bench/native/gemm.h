// C = A B: by a BLAS that is found, else by tiles of 4 x 32 in registers.
#pragma once
#include <dlfcn.h>
#include "vectors.h"

/** A BLAS with 64-bit integers, or with 32-bit ones: both are passed alike on x86-64 and arm64. */
typedef void Sgemm(long, long, long, long, long, long, float, const float *, long, const float *, long, float, float *, long);
static Sgemm *sgemm;

static const char *findBlas(const char *path) {
  void *library = path ? dlopen(path, RTLD_NOW) : NULL;
  if (library == NULL) return "tiles of its own";
  sgemm = (Sgemm *)dlsym(library, "scipy_cblas_sgemm64_");
  if (sgemm == NULL) sgemm = (Sgemm *)dlsym(library, "cblas_sgemm");
  return sgemm ? "OpenBLAS" : "tiles of its own";
}

#define TILE 32

static void tile(const float *a, const float *b, float *c, int depth, int columns, int rows) {
  f32x16 sums[4][2] = {};
  for (int k = 0; k < depth; k++) {
    const f32x16 *right = (const f32x16 *)(b + (size_t)k * TILE);
    for (int i = 0; i < 4; i++) {
      const float left = a[(size_t)(i < rows ? i : 0) * depth + k];
      sums[i][0] += left * right[0], sums[i][1] += left * right[1];
    }
  }
  for (int i = 0; i < rows; i++) memcpy(c + (size_t)i * columns, sums[i], sizeof sums[i]);
}

static void tiles(int rows, int columns, int depth, const float *a, const float *b, float *c) {
  float *panel = floats((size_t)depth * TILE);
  for (int j = 0; j < columns; j += TILE) {
    const int width = columns - j < TILE ? columns - j : TILE;
    float spill[4 * TILE];
    for (int k = 0; k < depth; k++)
      for (int l = 0; l < TILE; l++) panel[k * TILE + l] = l < width ? b[(size_t)k * columns + j + l] : 0;
    for (int i = 0; i < rows; i += 4) {
      const int count = rows - i < 4 ? rows - i : 4;
      tile(a + (size_t)i * depth, panel, spill, depth, TILE, count);
      for (int l = 0; l < count; l++) memcpy(c + (size_t)(i + l) * columns + j, spill + l * TILE, 4 * width);
    }
  }
  free(panel);
}

/** a [rows][depth], b [depth][columns], c [rows][columns]. */
static void gemm(int rows, int columns, int depth, const float *a, const float *b, float *c) {
  const int rowMajor = 101, plain = 111;
  if (sgemm) sgemm(rowMajor, plain, plain, rows, columns, depth, 1, a, depth, b, columns, 0, c, columns);
  else tiles(rows, columns, depth, a, b, c);
}
