// The article's neuron by bit masks, whose bytes are looked up in tables of partial sums: for any weights.
#pragma once
#include "dropout.h"
#include "record.h"

#define INPUTS 100
/** Bytes of a trial's mask; the last four bits are of no input. */
#define GROUPS 13
/** Trials of a batch: their masks are whole vectors of 64 bits. */
#define TRIALS 512

/** The 64 bits of "byte > upper", and of "byte == upper". */
static inline void compare(u32x16 bytes, uint8_t upper, uint64_t *above, uint64_t *equal) {
#ifdef __AVX512BW__
  *above = _mm512_cmpgt_epu8_mask((__m512i)bytes, _mm512_set1_epi8(upper));
  *equal = _mm512_cmpeq_epu8_mask((__m512i)bytes, _mm512_set1_epi8(upper));
#else
  uint8_t each[64];
  memcpy(each, &bytes, 64);
  *above = *equal = 0;
  for (int i = 0; i < 64; i++) *above |= (uint64_t)(each[i] > upper) << i, *equal |= (uint64_t)(each[i] == upper) << i;
#endif
}

/** One bit an input, set where kept: a byte decides, and where it equals the threshold's, 24 bits more. */
static void fillBits(Random *random, Random *ties, double p, uint64_t *bits, size_t words) {
  const uint32_t limit = threshold(p);
  u32x16 drawn = {};
  int left = 0;
  for (size_t i = 0; i < words; i++) {
    uint64_t kept, equal;
    compare(next(&random->lanes[i & 1]), limit >> 24, &kept, &equal);
    for (; equal; equal &= equal - 1) {
      if (left == 0) drawn = next(&ties->lanes[0]), left = LANES;
      if ((drawn[--left] >> 8) >= (limit & 0xffffff)) kept |= equal & -equal;
    }
    bits[i] = kept;
  }
}

static void fillTables(const float *products, float tables[GROUPS][256]) {
  for (int g = 0; g < GROUPS; g++)
    for (int byte = 0; byte < 256; byte++) {
      tables[g][byte] = 0;
      for (int i = 0; i < 8; i++)
        if (byte >> i & 1 && g * 8 + i < INPUTS) tables[g][byte] += products[g * 8 + i];
    }
}

static void neuron(uint64_t seed, size_t trials, double p, Record *train, Record *unscaled) {
  Random random = seeded(seed, 0), ties = seeded(seed, 1);
  float products[INPUTS], tables[GROUPS][256], sums[TRIALS], scaled[TRIALS];
  uint64_t bits[TRIALS * GROUPS / 8];
  for (int i = 0; i < INPUTS; i++) products[i] = 1;
  fillTables(products, tables);
  for (size_t done = 0; done < trials; done += TRIALS) {
    const size_t count = trials - done < TRIALS ? trials - done : TRIALS;
    fillBits(&random, &ties, p, bits, TRIALS * GROUPS / 8);
    for (int t = 0; t < TRIALS; t++) {
      const uint8_t *bytes = (const uint8_t *)bits + t * GROUPS;
      float sum = 0;
      for (int g = 0; g < GROUPS; g++) sum += tables[g][bytes[g]];
      sums[t] = sum, scaled[t] = sum / (float)(1 - p);
    }
    record(unscaled, sums, count);
    record(train, scaled, count);
  }
}
