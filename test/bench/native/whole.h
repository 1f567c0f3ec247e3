// The whole exploration, batch after batch; one product serves train and unscaled train behind the first dropout.
#pragma once
#include "dropout.h"
#include "gemm.h"
#include "record.h"

#define BATCH 256
#define WIDE 1024
static const int WIDTHS[] = {784, 1024, 1024, 10};

/** The modes' names as in experiments.ts. */
static const char *const SLOTS[] = {
    "0.eval", "1.eval", "2.train", "2.unscaledTrain", "3.eval", "3.train", "3.unscaledTrain", "4.eval",
    "4.train", "4.unscaledTrain", "5.train", "5.unscaledTrain", "6.eval", "6.train", "6.unscaledTrain"};
#define SLOT_COUNT 15

/** Weights are [fan_in][units], transposed when they are read. */
typedef struct { float *weight[3], *bias[3]; } Network;

static Network readNetwork(const char *path) {
  Network network;
  FILE *file = fopen(path, "rb");
  for (int l = 0; l < 3; l++) {
    const int fanIn = WIDTHS[l], units = WIDTHS[l + 1];
    float *rows = floats((size_t)fanIn * units);
    network.weight[l] = floats((size_t)fanIn * units), network.bias[l] = floats(units);
    if (fread(rows, 4, (size_t)fanIn * units, file) + fread(network.bias[l], 4, units, file) == 0) exit(1);
    for (int k = 0; k < fanIn; k++)
      for (int j = 0; j < units; j++) network.weight[l][(size_t)k * units + j] = rows[(size_t)j * fanIn + k];
    free(rows);
  }
  fclose(file);
  return network;
}

/** out = x scale + bias, row by row. */
static void addBias(const float *x, float scale, const float *bias, int rows, int units, float *out) {
  for (int t = 0; t < rows; t++)
    for (int j = 0; j < units; j++) out[t * units + j] = x[t * units + j] * scale + bias[j];
}

static void relu(float *x, size_t count) {
  for (size_t i = 0; i < count; i++) x[i] = x[i] > 0 ? x[i] : 0;
}

static void linear(const Network *n, int l, const float *x, int rows, float *out) {
  gemm(rows, WIDTHS[l + 1], WIDTHS[l], x, n->weight[l], out);
  addBias(out, 1, n->bias[l], rows, WIDTHS[l + 1], out);
}

/** One batch through all layers: e, t and u are eval, train and unscaled train. */
static void wholeBatch(const Network *n, Random *input, Random *masks, int rows, double p, float *room[6], Record *r) {
  const size_t wide = (size_t)rows * WIDE, out = (size_t)rows * WIDTHS[3];
  float *x = room[0], *e = room[1], *t = room[2], *u = room[3], *s = room[4], *z = room[5];
  normals(input, x, (size_t)rows * WIDTHS[0]);
  linear(n, 0, x, rows, e), record(&r[0], e, wide);
  relu(e, wide), record(&r[1], e, wide);
  dropoutModes(masks, e, e, wide, p, t, u);
  record(&r[2], t, wide), record(&r[3], u, wide);
  gemm(rows, WIDE, WIDE, u, n->weight[1], s);
  linear(n, 1, e, rows, z), record(&r[4], z, wide);
  addBias(s, 1 / (1 - p), n->bias[1], rows, WIDE, t), record(&r[5], t, wide);
  addBias(s, 1, n->bias[1], rows, WIDE, u), record(&r[6], u, wide);
  relu(z, wide), record(&r[7], z, wide);
  relu(t, wide), record(&r[8], t, wide);
  relu(u, wide), record(&r[9], u, wide);
  dropoutModes(masks, t, u, wide, p, t, u);
  record(&r[10], t, wide), record(&r[11], u, wide);
  linear(n, 2, z, rows, x), record(&r[12], x, out);
  linear(n, 2, t, rows, x), record(&r[13], x, out);
  linear(n, 2, u, rows, x), record(&r[14], x, out);
}

static void whole(const Network *network, uint64_t seed, int trials, double p, Record *records) {
  Random input = seeded(seed, 0), masks = seeded(seed, 1);
  float *room[6];
  for (int i = 0; i < 6; i++) room[i] = floats((size_t)BATCH * WIDE);
  for (int done = 0; done < trials; done += BATCH)
    wholeBatch(network, &input, &masks, trials - done < BATCH ? trials - done : BATCH, p, room, records);
  for (int i = 0; i < 6; i++) free(room[i]);
}
