// The native limit on one thread: `native [BLAS]` answers lines of JSON as protocol.mjs says; the network's parameters are in
// the file that BENCH_PARAMETERS names.
#include "dropout.h"
#include "gemm.h"
#include "neuron.h"
#include "record.h"
#include "whole.h"

#define SIDE 1024

static uint32_t mixed(uint32_t i) {
  uint32_t h = i * 0x9e3779b1u;
  h = (h ^ (h >> 15)) * 0x85ebca77u;
  return h ^ (h >> 13);
}

static double begun;
static void answer(void) { printf("{\"milliseconds\":%.6f,\"results\":{", now() - begun); }

static void askDropout(uint32_t seed, size_t size) {
  // Written in full before, so that no page is new.
  static float *x, *out;
  static size_t room;
  if (room < size) x = floats(size + 32), out = floats(size + 32), room = size, memset(out, 1, size * 4);
  for (size_t i = 0; i < size; i++) x[i] = 1 + (i % 256) / 256.0f;
  Random random = seeded(seed, 0);
  begun = now();
  dropout(&random, x, size, 0.4, out);
  answer();
  double sum = 0, squares = 0, zeros = 0;
  for (size_t i = 0; i < size; i++) sum += out[i], squares += (double)out[i] * out[i], zeros += out[i] == 0;
  const double mean = sum / size;
  printf("\"out\":{\"count\":%zu,\"zeros\":%.0f,\"mean\":%.17g,\"variance\":%.17g}", size, zeros, mean,
         squares / size - mean * mean);
}

static void askNeuron(uint32_t seed, size_t size) {
  static Record train, unscaled;
  train.bins = unscaled.bins = 0;
  begun = now();
  neuron(seed, size, 0.4, &train, &unscaled);
  answer();
  printRecord(&train, "train", ""), printRecord(&unscaled, "unscaledTrain", ",");
}

static void askGemm(uint32_t seed, size_t rows) {
  static float *a, *b, *c;
  if (!a) a = floats(SIDE * SIDE), b = floats(SIDE * SIDE), c = floats(SIDE * SIDE);
  for (uint32_t i = 0; i < SIDE * SIDE; i++) {
    a[i] = (mixed(i + seed) >> 8) * 0x1p-24f - 0.5f;
    b[(i % SIDE) * SIDE + i / SIDE] = (mixed(i + seed + 0x40000000u) >> 8) * 0x1p-24f - 0.5f;
  }
  begun = now();
  gemm(rows, SIDE, SIDE, a, b, c);
  answer();
  double sum = 0;
  for (size_t i = 0; i < rows * SIDE; i++) sum += c[i];
  printf("\"sum\":%.17g,\"samples\":", sum);
  for (size_t i = 0; i < rows * SIDE; i += 4099) printf("%s%.9g", i ? "," : "[", c[i]);
  printf("]");
}

static void askHistogram(uint32_t seed, size_t size) {
  static Record values;
  float *x = floats(size);
  for (size_t i = 0; i < size; i++) {
    const uint32_t h = mixed(i + seed);
    x[i] = ((h & 0xffff) + (h >> 16)) / 65536.0f - 1;
  }
  beginRecord(&values, -1, 1, MOST_BINS);
  begun = now();
  record(&values, x, size);
  answer();
  printRecord(&values, "values", "");
  free(x);
}

static void askWhole(const Network *network, uint32_t seed, size_t size) {
  static Record records[SLOT_COUNT];
  for (int i = 0; i < SLOT_COUNT; i++) records[i].bins = 0;
  begun = now();
  whole(network, seed, size, 0.5, records);
  answer();
  for (int i = 0; i < SLOT_COUNT; i++) printRecord(&records[i], SLOTS[i], i ? "," : "");
}

int main(int count, char **arguments) {
  const char *blas = findBlas(count > 1 ? arguments[1] : NULL);
  const Network network = readNetwork(getenv("BENCH_PARAMETERS"));
  printf("{\"about\":\"GEMM by %s\",\"works\":[\"dropout\",\"neuron\",\"gemm\",\"histogram\",\"whole\"]}\n", blas);
  fflush(stdout);
  char line[256], work[32];
  unsigned seed;
  size_t size;
  while (fgets(line, sizeof line, stdin)) {
    if (sscanf(line, "{\"work\":\"%31[^\"]\",\"seed\":%u,\"size\":%zu}", work, &seed, &size) != 3) return 1;
    if (!strcmp(work, "dropout")) askDropout(seed, size);
    else if (!strcmp(work, "neuron")) askNeuron(seed, size);
    else if (!strcmp(work, "gemm")) askGemm(seed, size);
    else if (!strcmp(work, "histogram")) askHistogram(seed, size);
    else askWhole(&network, seed, size);
    printf("}}\n");
    fflush(stdout);
  }
}
