package io.waybill.generator;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Seeded chance: the same keys give the same throws on every machine. */
final class Dice {

  private final Random random;

  /** Dice of its own for each combination of keys, for example seed, shipment and purpose. */
  Dice(long... keys) {
    long mixed = 0;
    for (long key : keys) {
      // The finalizer of SplitMix64: neighbouring keys must not give similar throws.
      mixed = (mixed + key + 1) * 0x9E3779B97F4A7C15L;
      mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
      mixed ^= mixed >>> 27;
    }
    this.random = new Random(mixed);
  }

  Random random() {
    return random;
  }

  /** True in {@code percent} of a hundred cases. */
  boolean chance(double percent) {
    return random.nextDouble() * 100 < percent;
  }

  /** From {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** One of the choices, each as often as its weight says. */
  <T> T pick(List<T> choices, int[] weights) {
    int left = between(0, Arrays.stream(weights).sum() - 1);
    int at = 0;
    while (left >= weights[at]) {
      left -= weights[at++];
    }
    return choices.get(at);
  }

  /** A span of milliseconds of whole seconds, from {@code low} to about {@code high}. */
  long span(long low, long high) {
    return (low + (long) (random.nextDouble() * (high - low))) / 1000 * 1000;
  }

  /** A decimal from {@code low} to {@code high} with this many places. */
  BigDecimal decimal(int low, int high, int places) {
    long scale = BigDecimal.TEN.pow(places).longValueExact();
    long unscaled = low * scale + (long) (random.nextDouble() * ((high - low) * scale + 1));
    return BigDecimal.valueOf(unscaled, places);
  }
}
