// Moments and a histogram in one pass; the first batch decides the range, with room on both sides.
#pragma once
#include "vectors.h"

#define BINS 128
#define MOST_BINS 512
#define CHUNK 1024
/** Counts of neighbours go to tables of their own, or each would wait for the one before. */
#define TABLES 4

typedef struct {
  int bins;
  float low, perUnit;
  double count, sum, squares;
  uint32_t counts[TABLES][MOST_BINS];
} Record;

static void beginRecord(Record *r, float low, float high, int bins) {
  memset(r, 0, sizeof *r);
  r->bins = bins, r->low = low, r->perUnit = bins / (high - low);
}

static void beginFrom(Record *r, const float *x, size_t count) {
  float low = x[0], high = x[0];
  for (size_t i = 0; i < count; i++) low = fminf(low, x[i]), high = fmaxf(high, x[i]);
  const float room = 0.5f * (high - low);
  beginRecord(r, low - room, high + room, BINS);
}

static void addChunk(Record *r, const float *x, size_t count) {
  int at[CHUNK];
  float sum = 0, squares = 0;
  const float low = r->low, perUnit = r->perUnit;
  const int last = r->bins - 1;
  for (size_t i = 0; i < count; i++) {
    sum += x[i], squares += x[i] * x[i];
    const int bin = (x[i] - low) * perUnit;
    at[i] = bin < 0 ? 0 : bin > last ? last : bin;
  }
  for (size_t i = 0; i < count; i++) r->counts[i % TABLES][at[i]]++;
  r->sum += sum, r->squares += squares;
}

static void record(Record *r, const float *x, size_t count) {
  if (r->bins == 0) beginFrom(r, x, count);
  for (size_t i = 0; i < count; i += CHUNK) addChunk(r, x + i, count - i < CHUNK ? count - i : CHUNK);
  r->count += count;
}

static void printRecord(const Record *r, const char *name, const char *before) {
  const double mean = r->sum / r->count;
  printf("%s\"%s\":{\"count\":%.0f,\"mean\":%.17g,\"variance\":%.17g,\"histogram\":{\"low\":%.9g,\"width\":%.9g,", before,
         name, r->count, mean, r->squares / r->count - mean * mean, r->low, 1 / r->perUnit);
  for (int i = 0; i < r->bins; i++) {
    uint32_t sum = 0;
    for (int t = 0; t < TABLES; t++) sum += r->counts[t][i];
    printf("%s%u", i ? "," : "\"counts\":[", sum);
  }
  printf("]}}");
}
